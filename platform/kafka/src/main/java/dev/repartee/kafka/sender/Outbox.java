package dev.repartee.kafka.sender;

import dev.repartee.contract.Coordinates;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records on their way to the log, in their order, until it has acknowledged them.
 *
 * <p>The client itself tries again without end and keeps the order. When it fails all the same (it
 * lost its permission, say, or its identity), everything not acknowledged is sent again, in the
 * order in which it was sent, over a new connection, before anything new. Thread-safe.
 */
final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration BETWEEN_CONNECTIONS = Duration.ofMillis(500);

    private final Supplier<Producer<byte[], byte[]>> connecting;
    private final AtomicLong sequence = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Letter> underWay = new ConcurrentSkipListMap<>();
    private final AtomicBoolean repairing = new AtomicBoolean();

    /** Sending holds it shared; a repair, which replaces the connection, holds it alone. */
    private final ReentrantReadWriteLock connection = new ReentrantReadWriteLock();

    private Producer<byte[], byte[]> producer;
    private volatile boolean closed;

    /**
     * @param from the meters of who sends it
     */
    private record Letter(
            ProducerRecord<byte[], byte[]> draft,
            SenderMeters from,
            CompletableFuture<Coordinates> result,
            long sentNanos) {}

    Outbox(Supplier<Producer<byte[], byte[]>> connecting) {
        this.connecting = connecting;
        this.producer = connecting.get();
    }

    /** A send out of a completion moves to another thread: the connection's own must not block. */
    CompletableFuture<Coordinates> append(ProducerRecord<byte[], byte[]> draft, SenderMeters from) {
        if (Thread.currentThread().getName().startsWith(KafkaProducer.NETWORK_THREAD_PREFIX)) {
            return CompletableFuture.supplyAsync(() -> draft, Thread::startVirtualThread)
                    .thenCompose(moved -> append(moved, from));
        }
        Letter letter = new Letter(draft, from, new CompletableFuture<>(), System.nanoTime());
        connection.readLock().lock();
        try {
            long number = sequence.incrementAndGet();
            underWay.put(number, letter);
            transmit(number, letter);
        } finally {
            connection.readLock().unlock();
        }
        return letter.result();
    }

    /** Waits for what one sender sent; what did not arrive in time fails. */
    void settle(SenderMeters sender, Duration limit) {
        CompletableFuture<?>[] sent =
                underWay.values().stream()
                        .filter(letter -> letter.from() == sender)
                        .map(Letter::result)
                        .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(sent)
                    .exceptionally(_ -> null)
                    .get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.atWarn().addKeyValue("records", sent.length).log("a sender ends unacknowledged");
        }
        underWay.values().removeIf(letter -> letter.from() == sender && tooLate(letter));
    }

    /** What did not arrive in time fails. */
    void close(Duration limit) {
        closed = true;
        connection.readLock().lock();
        try {
            producer.close(limit);
        } finally {
            connection.readLock().unlock();
        }
        underWay.values().forEach(Outbox::tooLate);
        underWay.clear();
    }

    private static boolean tooLate(Letter letter) {
        return letter.result()
                .completeExceptionally(Drafts.failure(new KafkaException("closed before")));
    }

    /** Returns when the client has taken the record, so that the caller's next one comes after. */
    private void transmit(long number, Letter letter) {
        Attempt attempt = new Attempt(number, letter);
        do {
            attempt.begin();
        } while (attempt.notTaken() && !closed && !repairing.get() && !letter.result().isDone());
        if (attempt.notTaken() && !letter.result().isDone()) {
            repairLater();
        }
    }

    private void acknowledged(long number, Letter letter, Coordinates where) {
        underWay.remove(number);
        letter.from().acknowledged(letter.sentNanos());
        letter.result().complete(where);
    }

    private void failed(long number, Letter letter, Exception failure) {
        letter.from().failed();
        if (closed || Drafts.hopeless(failure)) {
            underWay.remove(number);
            letter.result().completeExceptionally(Drafts.failure(failure));
        } else {
            repairLater();
        }
    }

    private void repairLater() {
        if (!closed && repairing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("outbox-repair").start(this::repair);
        }
    }

    private void repair() {
        connection.writeLock().lock();
        try {
            LOG.atWarn().addKeyValue("records", underWay.size()).log("the sender connects anew");
            producer.close(Duration.ZERO);
            Thread.sleep(BETWEEN_CONNECTIONS);
            if (!closed) {
                producer = connecting.get();
            }
            repairing.set(false);
            for (Long number : List.copyOf(underWay.keySet())) {
                Letter letter = underWay.get(number);
                if (letter != null && !repairing.get()) {
                    transmit(number, letter);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            LOG.atWarn().addKeyValue("failure", e.toString()).log("can't connect; tried again");
            repairing.set(false);
            repairLater();
        } finally {
            connection.writeLock().unlock();
        }
    }

    /**
     * One try to hand a record to the client. A time-out that is told before the call returns means
     * that the client had no room or knew no partitions, and has not taken the record; later there
     * are none, for delivery has no limit.
     */
    private final class Attempt {

        private final long number;
        private final Letter letter;
        private volatile boolean returned;
        private volatile boolean notTaken;

        Attempt(long number, Letter letter) {
            this.number = number;
            this.letter = letter;
        }

        void begin() {
            returned = false;
            notTaken = false;
            try {
                producer.send(
                        letter.draft(),
                        (metadata, failure) -> {
                            if (failure == null) {
                                acknowledged(number, letter, Producers.coordinates(metadata));
                            } else if (failure instanceof TimeoutException && !returned) {
                                notTaken = true;
                            } else {
                                failed(number, letter, failure);
                            }
                        });
            } catch (KafkaException | IllegalStateException e) {
                failed(number, letter, e);
            }
            returned = true;
        }

        boolean notTaken() {
            return notTaken;
        }
    }
}
