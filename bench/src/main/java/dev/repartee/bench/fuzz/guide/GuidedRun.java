package dev.repartee.bench.fuzz.guide;

import dev.repartee.bench.fuzz.check.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private static final int RECENT = 32;

    /** When to stop, whichever comes first. */
    public record Limits(Duration time, long cases) {}

    private final Subject subject;
    private final SplittableRandom random;
    private final List<byte[]> pool = new ArrayList<>();
    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private final Mutator mutator;

    // Written by the running thread, read by who watches.
    private volatile long cases;
    private volatile int hits;
    private volatile int kept;
    private volatile long begunAt = Long.MAX_VALUE;
    private volatile byte[] current = {};

    /**
     * @param seeds inputs to begin with, besides the corpus on the class path
     */
    public GuidedRun(Subject subject, List<byte[]> seeds, Words words, long seed) {
        this.subject = subject;
        this.random = new SplittableRandom(seed);
        this.mutator = new Mutator(random, words);
        pool.addAll(seeds);
        pool.addAll(ClassPathFolder.read("fuzz/" + subject.name()).values());
        if (pool.isEmpty()) {
            throw new IllegalArgumentException("no inputs to begin with: " + subject.name());
        }
    }

    /** Runs until a limit. */
    public GuidedResult run(Limits limits) {
        long begun = System.nanoTime();
        try (Probes probes = new Probes(subject)) {
            Check check = probes.load();
            for (byte[] seed : List.copyOf(pool)) {
                attempt(check, seed);
            }
            int corpus = pool.size();
            hits = probes.hits();
            while (cases < limits.cases()
                    && System.nanoTime() - begun < limits.time().toNanos()
                    && !Thread.currentThread().isInterrupted()) {
                byte[] input = mutator.mutate(pick(), pick());
                attempt(check, input);
                int reached = probes.hits();
                if (reached > hits) {
                    hits = reached;
                    pool.add(input);
                    kept = pool.size() - corpus;
                }
            }
            return new GuidedResult(
                    subject.name(),
                    cases,
                    Duration.ofNanos(System.nanoTime() - begun),
                    kept,
                    probes.coverage(),
                    List.copyOf(findings.values()));
        }
    }

    /** One line about how far it is. */
    public String progress() {
        int found;
        synchronized (findings) {
            found = findings.size();
        }
        return "%s: %,d cases, %d kept, %d probes hit, %d findings"
                .formatted(subject.name(), cases, kept, hits, found);
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

    /** What reached new code lately is worth more changes than the rest. */
    private byte[] pick() {
        int size = pool.size();
        return random.nextInt(3) == 0 && size > RECENT
                ? pool.get(size - 1 - random.nextInt(RECENT))
                : pool.get(random.nextInt(size));
    }

    private void attempt(Check check, byte[] input) {
        current = input;
        long begun = System.nanoTime();
        begunAt = begun;
        try {
            check.check(input);
        } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError failure) {
            found(Finding.of(failure, input));
        }
        begunAt = Long.MAX_VALUE;
        long took = System.nanoTime() - begun;
        if (took > SLOW.toNanos()) {
            found(new Finding("slow", "took " + took / 1_000_000 + " ms", input));
        }
        cases = cases + 1;
    }

    /** Of inputs that show the same fault the shortest is kept. */
    private void found(Finding finding) {
        synchronized (findings) {
            findings.merge(
                    finding.kind(),
                    finding,
                    (known, other) -> other.input().length < known.input().length ? other : known);
        }
    }
}
