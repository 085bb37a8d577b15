package dev.repartee.kafka.consumer;

import dev.repartee.contract.ErrorCode;
import dev.repartee.kafka.BatchHandler;
import dev.repartee.kafka.PoisonedBatch;
import dev.repartee.kafka.consumer.failure.DeadLetters;
import dev.repartee.kafka.consumer.failure.Failures;
import dev.repartee.kafka.ledger.Hand;
import dev.repartee.kafka.ledger.Held;
import dev.repartee.kafka.ledger.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles everything that may begin as one batch, one batch at a time, each until it succeeds or
 * its partitions are let go.
 */
final class BatchCrew implements Crew {

    private static final Logger LOG = LoggerFactory.getLogger(BatchCrew.class);

    private final Bench bench;
    private final BatchHandler handler;
    private final Failures failures;
    private final DeadLetters deadLetters;
    private final ConsumerMeters meters;
    private final Executor workers;

    /** Held by whoever works on a batch. */
    private final AtomicBoolean working = new AtomicBoolean();

    BatchCrew(
            Bench bench,
            BatchHandler handler,
            Failures failures,
            DeadLetters deadLetters,
            ConsumerMeters meters,
            Executor workers) {
        this.bench = bench;
        this.handler = handler;
        this.failures = failures;
        this.deadLetters = deadLetters;
        this.meters = meters;
        this.workers = workers;
    }

    @Override
    public void dispatch() {
        if (working.compareAndSet(false, true)) {
            List<Held> batch = bench.ask(BatchCrew::beginAll);
            if (batch.isEmpty()) {
                working.set(false);
            } else {
                workers.execute(() -> work(batch));
            }
        }
    }

    @Override
    public void beginAlone(Held suspect) {
        if (working.compareAndSet(false, true)) {
            if (bench.ask(hand -> hand.beginAlone(suspect))) {
                workers.execute(() -> work(List.of(suspect)));
            } else {
                working.set(false);
            }
        }
    }

    private static List<Held> beginAll(Hand hand) {
        List<Held> batch = new ArrayList<>();
        Optional<Held> next = hand.begin();
        while (next.isPresent()) {
            batch.add(next.get());
            next = hand.begin();
        }
        return batch;
    }

    private void work(List<Held> first) {
        try {
            List<Held> batch = first;
            while (!batch.isEmpty()) {
                untilDone(batch);
                batch = bench.ask(BatchCrew::beginAll);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            working.set(false);
        }
    }

    private void untilDone(List<Held> first) throws InterruptedException {
        List<Held> batch = first;
        for (int failed = 1; !batch.isEmpty(); failed++) {
            try {
                batch = withoutParked(batch);
                handle(batch);
                return;
            } catch (PoisonedBatch poisoned) {
                if (condemn(batch, poisoned)) {
                    continue;
                }
                warn(failed, poisoned);
            } catch (Throwable thrown) {
                warn(failed, thrown);
            }
            batch = bench.rest(batch, failures.pause(failed));
        }
    }

    private void handle(List<Held> batch) throws Exception {
        if (!batch.isEmpty()) {
            handler.handle(batch.stream().map(Held::record).toList());
            bench.change(hand -> batch.forEach(hand::done));
        }
    }

    /** Parks what is condemned; what was parked is done also when a later one fails. */
    private List<Held> withoutParked(List<Held> batch) throws InterruptedException {
        List<Held> rest = new ArrayList<>(batch);
        for (Held held : batch) {
            Verdict verdict = held.verdict();
            if (verdict != null && park(held, verdict)) {
                rest.remove(held);
            }
        }
        return rest;
    }

    /** Whether it is parked; otherwise its partition was let go meanwhile. */
    private boolean park(Held held, Verdict verdict) throws InterruptedException {
        List<Held> left = List.of(held);
        for (int failed = 1; !left.isEmpty(); failed++) {
            try {
                deadLetters.park(held, verdict);
                meters.parked(verdict.cause());
                bench.change(hand -> hand.done(held));
                return true;
            } catch (Exception e) {
                warn(failed, e);
                left = bench.rest(left, failures.pause(failed));
            }
        }
        return false;
    }

    private static boolean condemn(List<Held> batch, PoisonedBatch poisoned) {
        boolean any = false;
        for (Held held : batch) {
            ErrorCode code = poisoned.poisoned().get(held.coordinates());
            if (code != null) {
                held.condemn(new Verdict(code, "its stage can't store it"));
                any = true;
            }
        }
        return any;
    }

    private void warn(int failed, Throwable thrown) {
        meters.retried(thrown);
        if (Integer.bitCount(failed) == 1) {
            LOG.atWarn()
                    .addKeyValue("attempt", failed)
                    .addKeyValue("failure", Failures.describe(thrown))
                    .log("a batch failed and is tried again");
        }
    }
}
