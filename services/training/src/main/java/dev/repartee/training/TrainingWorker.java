package dev.repartee.training;

import dev.repartee.contract.ReparteeException;
import dev.repartee.language.dataset.Example;
import dev.repartee.language.dataset.TrainingProgress;
import dev.repartee.postgres.Database;
import dev.repartee.training.encoder.TextEncoder;
import dev.repartee.training.example.ExampleChecks;
import dev.repartee.training.example.ExampleCodec;
import dev.repartee.training.example.ShippedExamples;
import dev.repartee.training.store.ExampleStore;
import dev.repartee.training.store.ModelStore;
import dev.repartee.training.store.Owner;
import dev.repartee.training.store.RunState;
import dev.repartee.training.store.RunStore;
import dev.repartee.training.store.TrainingRun;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the trainings of the queue one after the other, on one thread of low priority, so that
 * messages are not held up. A training that fails changes nothing but its own row.
 */
public final class TrainingWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingWorker.class);
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final long REPORT_NANOS = Duration.ofMillis(250).toNanos();
    private static final int LARGEST_MODEL = 256 << 20;

    private final ExampleStore examples;
    private final RunStore runs;
    private final ModelStore models;
    private final MeterRegistry meters;
    private final Training training;
    private final Semaphore nudges = new Semaphore(0);
    private final ScheduledExecutorService pulse =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("training-pulse").factory());
    private final Thread thread =
            Thread.ofPlatform()
                    .daemon()
                    .name("training")
                    .priority(Thread.MIN_PRIORITY)
                    .unstarted(this::work);

    private volatile boolean closed;

    /** Thrown on the training thread to end a training that nobody wants any more. */
    private static final class NotWanted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotWanted() {
            super("the training was cancelled", null, false, false);
        }
    }

    public TrainingWorker(Database database, MeterRegistry meters) {
        this(database, null, meters);
    }

    /**
     * @param encoder what models learn from besides words, or null
     */
    public TrainingWorker(Database database, @Nullable TextEncoder encoder, MeterRegistry meters) {
        this.training = new Training(encoder, System::nanoTime);
        this.examples = new ExampleStore(database);
        this.runs = new RunStore(database);
        this.models = new ModelStore(database);
        this.meters = meters;
    }

    /** Begins to work. */
    public void start() {
        thread.start();
    }

    /** Looks for work now instead of in a few seconds. */
    public void nudge() {
        nudges.release();
    }

    /** Stops; a training under way is left to another process, which takes it over. */
    @Override
    public void close() {
        closed = true;
        nudge();
        try {
            if (thread.isAlive()) {
                thread.join(BEAT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pulse.shutdownNow();
    }

    private void work() {
        try {
            while (!closed) {
                if (!workOnce()) {
                    nudges.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
                    nudges.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean workOnce() {
        try {
            Optional<RunStore.Claim> claim = runs.claim();
            claim.ifPresent(this::train);
            return claim.isPresent();
        } catch (ReparteeException e) {
            LOG.atDebug().setCause(e).log("the queue of trainings can't be read now");
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("the queue of trainings can't be read");
        }
        return false;
    }

    /**
     * Trains now, on the caller's thread, from the examples as they are stored.
     *
     * @param watcher told how far it is
     * @return how it ended
     * @throws ReparteeException as {@link Workshop#train}
     */
    public TrainingRun trainNow(Owner owner, TrainingOrder order, TrainingProgress watcher) {
        byte[] content = examples.content(owner).orElseThrow(() -> Workshop.none(owner));
        RunStore.Order claimed = new RunStore.Order(content, order.activate(), order.withShipped());
        TrainingRun run = runs.add(owner, claimed, true);
        train(runs.claimOf(owner, run, claimed), watcher);
        return runs.find(owner, run.version()).orElse(run);
    }

    private void train(RunStore.Claim claim) {
        train(claim, TrainingProgress.NONE);
    }

    private void train(RunStore.Claim claim, TrainingProgress watcher) {
        long start = System.nanoTime();
        RunState state = RunState.FAILED;
        AtomicBoolean wanted = new AtomicBoolean(true);
        ScheduledFuture<?> beating =
                pulse.scheduleAtFixedRate(
                        () -> beat(claim, wanted),
                        BEAT.toMillis(),
                        BEAT.toMillis(),
                        TimeUnit.MILLISECONDS);
        try {
            state = learn(claim, new Report(claim, wanted, watcher));
        } catch (NotWanted e) {
            state = RunState.CANCELLED;
        } catch (ReparteeException e) {
            fail(claim, e.getMessage());
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.atError()
                    .addKeyValue("tenant", claim.owner().tenant())
                    .addKeyValue("assistant", claim.owner().assistant())
                    .setCause(e)
                    .log("a training broke");
            fail(
                    claim,
                    e instanceof OutOfMemoryError
                            ? "there is not enough memory"
                            : "the training broke");
        } finally {
            beating.cancel(false);
            note(state, System.nanoTime() - start);
        }
    }

    private RunState learn(RunStore.Claim claim, Report report) {
        List<Example> all = new ArrayList<>(ExampleCodec.decode(claim.content()));
        if (claim.withShipped()) {
            all.addAll(ShippedExamples.read());
        }
        ExampleChecks.check(all);
        Training.Outcome outcome = training.run(all, report::reached);
        byte[] content = ModelFile.write(outcome.learnt());
        if (content.length > LARGEST_MODEL) {
            fail(claim, "the model is too big: use fewer or shorter examples");
            return RunState.FAILED;
        }
        boolean saved = models.save(claim, content, ModelFile.checksum(content), outcome.card());
        return saved ? RunState.SUCCEEDED : RunState.CANCELLED;
    }

    private void beat(RunStore.Claim claim, AtomicBoolean wanted) {
        try {
            if (!runs.beat(claim, null, 0)) {
                wanted.set(false);
            }
        } catch (RuntimeException e) {
            LOG.atDebug().setCause(e).log("a training can't tell that it lives");
        }
    }

    private void fail(RunStore.Claim claim, String why) {
        try {
            runs.end(claim, RunState.FAILED, why);
        } catch (ReparteeException e) {
            LOG.atWarn().setCause(e).log("the failure of a training can't be stored");
        }
    }

    private void note(RunState state, long nanos) {
        Timer.builder("repartee_nlu_training_duration")
                .description("Trainings, by how they ended")
                .tag("state", state.word())
                .register(meters)
                .record(nanos, TimeUnit.NANOSECONDS);
        Counter.builder("repartee_nlu_trainings")
                .description("Trainings that ended, by how")
                .tag("state", state.word())
                .register(meters)
                .increment();
    }

    /** Writes progress at most four times a second. */
    private final class Report {

        private final RunStore.Claim claim;
        private final AtomicBoolean wanted;
        private final TrainingProgress watcher;
        private long last;

        Report(RunStore.Claim claim, AtomicBoolean wanted, TrainingProgress watcher) {
            this.watcher = watcher;
            this.claim = claim;
            this.wanted = wanted;
            this.last = System.nanoTime() - REPORT_NANOS;
        }

        void reached(String phase, double share) {
            if (!wanted.get() || closed) {
                throw new NotWanted();
            }
            long now = System.nanoTime();
            if (now - last >= REPORT_NANOS) {
                last = now;
                watcher.reached(phase, share);
                tell(phase, share);
            }
        }

        private void tell(String phase, double share) {
            try {
                wanted.compareAndSet(true, runs.beat(claim, phase, Math.clamp(share, 0, 0.99)));
            } catch (ReparteeException e) {
                LOG.atDebug().setCause(e).log("a training can't tell how far it is");
            }
        }
    }
}
