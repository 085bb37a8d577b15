package dev.repartee.bench.fuzz.guide;

import dev.repartee.bench.fuzz.check.Check;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Mutates the inputs that it knows and keeps every one that reaches something new. The same seed
 * and the same number of cases do the same again.
 *
 * <p>One thread runs it; others may read its progress.
 */
public final class GuidedRun {

    /** A single input may take this long, by far more than any real one does. */
    private static final Duration SLOW = Duration.ofSeconds(2);

    /** When to stop, whichever comes first. */
    public record Limits(Duration time, long cases) {}

    private final Subject subject;
    private final SplittableRandom random;
    private final Pool pool;
    private final Faults faults = new Faults();
    private final Mutator mutator;

    // Written by the running thread, read by who watches.
    private volatile long cases;
    private volatile int hits;
    private volatile long begunAt = Long.MAX_VALUE;
    private volatile byte[] current = {};

    /**
     * @param seeds inputs to begin with, besides the corpus on the class path
     */
    public GuidedRun(Subject subject, List<byte[]> seeds, Words words, long seed) {
        this.subject = subject;
        this.random = new SplittableRandom(seed);
        this.mutator = new Mutator(random, words);
        this.pool = new Pool("fuzz/" + subject.name(), seeds);
    }

    /** Runs until a limit. */
    public FuzzResult run(Limits limits) {
        long begun = System.nanoTime();
        try (Probes probes = new Probes(subject)) {
            Check check = probes.load();
            for (byte[] seed : pool.corpus()) {
                attempt(check, seed);
            }
            hits = probes.hits();
            while (cases < limits.cases()
                    && System.nanoTime() - begun < limits.time().toNanos()
                    && !Thread.currentThread().isInterrupted()) {
                byte[] input = mutator.mutate(pool.pick(random), pool.pick(random));
                attempt(check, input);
                int reached = probes.hits();
                if (reached > hits) {
                    hits = reached;
                    pool.add(input);
                }
            }
            return new FuzzResult(
                    subject.name(),
                    cases,
                    Duration.ofNanos(System.nanoTime() - begun),
                    pool.kept(),
                    probes.coverage(),
                    "",
                    faults.all());
        }
    }

    /** One line about how far it is. */
    public String progress() {
        return "%s: %,d cases, %d kept, %d probes hit, %d findings"
                .formatted(subject.name(), cases, pool.kept(), hits, faults.count());
    }

    /** How long the case at hand has been running; zero between cases. */
    public Duration stuckFor() {
        long since = begunAt;
        return since == Long.MAX_VALUE
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, System.nanoTime() - since));
    }

    /** The case at hand. */
    public byte[] current() {
        return current.clone();
    }

    private void attempt(Check check, byte[] input) {
        current = input;
        long begun = System.nanoTime();
        begunAt = begun;
        try {
            check.check(input);
        } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError failure) {
            faults.add(Finding.of(failure, input));
        }
        begunAt = Long.MAX_VALUE;
        long took = System.nanoTime() - begun;
        if (took > SLOW.toNanos()) {
            faults.add(new Finding("slow", "took " + took / 1_000_000 + " ms", input));
        }
        cases = cases + 1;
    }
}
