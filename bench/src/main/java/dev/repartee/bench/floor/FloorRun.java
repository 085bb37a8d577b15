package dev.repartee.bench.floor;

import static java.util.Map.entry;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A message's way with bare clients: read from a socket, appended to the first topic and
 * acknowledged to its sender; claimed in Redis on the way to the second; handed on to the third;
 * stored in PostgreSQL on the way to the fourth; read there. One process, one producer, a thread
 * for each topic, batches as large as what has come.
 *
 * <p>The log is used as Repartee uses it: 24 partitions, {@code acks=all}, idempotent, LZ4, 3 ms of
 * linger, one request under way. Not included is whatever makes it a reply engine: HTTP, WebSocket
 * and JSON, the call of the model, encryption, order under failure, further readers of the same
 * topics, and memory of any kind.
 */
final class FloorRun {

    private static final int HOPS = 4;
    private static final int FIRST_LOOK_MILLIS = 10;
    private static final int PARTITIONS = 24;
    private static final int POLL = 2_000;
    private static final int LINGER_MILLIS = 3;
    private static final int BATCH_BYTES = 64 << 10;

    private final FloorSpec spec;
    private final String name = "floor_" + ProcessHandle.current().pid();
    private final List<String> topics =
            IntStream.range(0, HOPS).mapToObj(hop -> name + "." + hop).toList();
    private final AtomicLong finished = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean sending = true;
    private volatile boolean serving = true;

    FloorRun(FloorSpec spec) {
        this.spec = spec;
    }

    FloorResult run() throws IOException, SQLException, InterruptedException, ExecutionException {
        Map<String, Object> kafka = Map.of("bootstrap.servers", spec.addresses().kafka());
        try (Admin admin = Admin.create(kafka);
                Claims claims = new Claims(URI.create(spec.addresses().redis()));
                Rows rows = new Rows(spec.addresses().postgres(), name);
                Producer<byte[], byte[]> producer = producer()) {
            admin.createTopics(topics.stream().map(FloorRun::topic).toList()).all().get();
            try {
                Door door = new Door(producer, topics.getFirst(), spec.payload(), this);
                start("door", door);
                start("claim", hop(0, claims.then(onward(producer, 1))));
                start("work", hop(1, onward(producer, 2)));
                start("store", hop(2, rows.then(onward(producer, 3))));
                start("end", hop(3, records -> finished.addAndGet(records.count())));
                return measure(
                        start("crowd", new Crowd(door.port(), spec, finished, () -> sending)));
            } finally {
                stop();
                admin.deleteTopics(topics).all().get();
            }
        }
    }

    private FloorResult measure(Thread crowd) throws InterruptedException {
        while (finished.get() == 0 && failure.get() == null) {
            Thread.sleep(FIRST_LOOK_MILLIS);
        }
        Thread.sleep(spec.seconds() * 1_000L);
        Usage before = Usage.now(finished.get(), crowd, spec.engines());
        Thread.sleep(spec.seconds() * 1_000L);
        Usage after = Usage.now(finished.get(), crowd, spec.engines());
        if (failure.get() != null) {
            throw new IllegalStateException("the floor broke", failure.get());
        }
        return after.since(before);
    }

    private Hop.Step onward(Producer<byte[], byte[]> producer, int hop) {
        return Hop.Step.each(
                record ->
                        producer.send(
                                new ProducerRecord<>(topics.get(hop), record.key(), record.value()),
                                (_, failed) -> note(failed)));
    }

    private Hop hop(int index, Hop.Step step) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        Map<String, Object> settings =
                Map.ofEntries(
                        entry("bootstrap.servers", spec.addresses().kafka()),
                        entry("group.id", topics.get(index)),
                        entry("group.protocol", "consumer"),
                        entry("enable.auto.commit", false),
                        entry("auto.offset.reset", "earliest"),
                        entry("max.poll.records", POLL));
        return new Hop(
                new KafkaConsumer<>(settings, bytes, bytes),
                topics.get(index),
                step,
                this::serving);
    }

    private Producer<byte[], byte[]> producer() {
        ByteArraySerializer bytes = new ByteArraySerializer();
        Map<String, Object> settings =
                Map.ofEntries(
                        entry("bootstrap.servers", spec.addresses().kafka()),
                        entry("acks", "all"),
                        entry("compression.type", "lz4"),
                        entry("linger.ms", LINGER_MILLIS),
                        entry("batch.size", BATCH_BYTES),
                        entry("max.in.flight.requests.per.connection", 1));
        return new KafkaProducer<>(settings, bytes, bytes);
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, PARTITIONS, (short) 1);
    }

    private Thread start(String part, Runnable work) {
        Thread thread =
                Thread.ofPlatform()
                        .name(part)
                        .uncaughtExceptionHandler((_, thrown) -> note(thrown))
                        .start(work);
        threads.add(thread);
        return thread;
    }

    boolean serving() {
        return serving;
    }

    /** Keeps the first failure of any thread; null is none. */
    void note(@Nullable Throwable thrown) {
        failure.compareAndSet(null, thrown);
    }

    /** First the one that was started last: who sends. */
    private void stop() throws InterruptedException {
        sending = false;
        threads.getLast().join();
        serving = false;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
