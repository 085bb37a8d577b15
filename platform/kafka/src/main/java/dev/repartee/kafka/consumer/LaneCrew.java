package dev.repartee.kafka.consumer;

import dev.repartee.kafka.Disposition;
import dev.repartee.kafka.RecordHandler;
import dev.repartee.kafka.consumer.failure.DeadLetters;
import dev.repartee.kafka.consumer.failure.Failures;
import dev.repartee.kafka.ledger.Hand;
import dev.repartee.kafka.ledger.Held;
import dev.repartee.kafka.ledger.Verdict;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Handles record by record: a virtual thread takes one after the other while there is something.
 */
final class LaneCrew implements Crew {

    private final Bench bench;
    private final RecordHandler handler;
    private final Failures failures;
    private final DeadLetters deadLetters;
    private final ConsumerMeters meters;
    private final Executor workers;

    LaneCrew(
            Bench bench,
            RecordHandler handler,
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
        Optional<Held> next = bench.ask(Hand::begin);
        while (next.isPresent()) {
            Held held = next.get();
            workers.execute(() -> work(held));
            next = bench.ask(Hand::begin);
        }
    }

    @Override
    public void beginAlone(Held suspect) {
        if (bench.ask(hand -> hand.beginAlone(suspect))) {
            workers.execute(() -> work(suspect));
        }
    }

    private void work(Held first) {
        Optional<Held> next = Optional.of(first);
        while (next.isPresent()) {
            attempt(next.get());
            next = bench.ask(Hand::begin);
        }
    }

    private void attempt(Held held) {
        Verdict verdict = held.verdict();
        if (verdict == null) {
            handle(held);
        } else {
            park(held, verdict);
        }
    }

    private void handle(Held held) {
        meters.begun(held);
        Disposition disposition;
        try {
            disposition = Objects.requireNonNull(handler.handle(held.record()));
        } catch (Throwable thrown) {
            failed(held, thrown);
            return;
        }
        switch (disposition) {
            case Disposition.Done _ -> bench.change(hand -> hand.done(held));
            case Disposition.Later(var completion) -> {
                bench.change(hand -> hand.pending(held));
                completion.whenComplete((_, thrown) -> completed(held, thrown));
            }
        }
    }

    private void completed(Held held, Throwable thrown) {
        if (thrown == null) {
            bench.change(hand -> hand.completed(held));
        } else {
            failed(held, thrown);
        }
    }

    private void failed(Held held, Throwable thrown) {
        switch (failures.of(held, thrown)) {
            case Failures.Consequence.Retry(Duration pause) -> {
                meters.retried(thrown);
                again(held, pause);
            }
            case Failures.Consequence.Park(Verdict verdict) -> {
                held.condemn(verdict);
                again(held, Duration.ZERO);
            }
        }
    }

    private void park(Held held, Verdict verdict) {
        try {
            deadLetters.park(held, verdict);
        } catch (Throwable thrown) {
            meters.retried(thrown);
            again(held, failures.retry(held, false).pause());
            return;
        }
        meters.parked(verdict.cause());
        bench.change(hand -> hand.done(held));
    }

    private void again(Held held, Duration pause) {
        bench.change(hand -> hand.failed(held));
        CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS, workers)
                .execute(
                        () -> {
                            bench.change(hand -> hand.due(held));
                            bench.ask(Hand::begin).ifPresent(this::work);
                        });
    }
}
