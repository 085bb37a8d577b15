package dev.repartee.bench.fuzz.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The inputs that are worth changing. Thread-safe. */
public final class Pool {

    private static final int RECENT = 32;
    private static final int MOST = 20_000;

    private final List<byte[]> inputs;
    private final int corpus;

    /**
     * @param corpus the folder of the class path whose files are the first inputs
     * @param more inputs to begin with besides
     * @throws IllegalArgumentException when there is nothing to begin with
     */
    public Pool(String corpus, List<byte[]> more) {
        inputs = new ArrayList<>(more);
        inputs.addAll(ClassPathFolder.read(corpus).values());
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("no inputs to begin with: " + corpus);
        }
        this.corpus = inputs.size();
    }

    /** Keeps an input that showed something new. */
    public synchronized void add(byte[] input) {
        if (inputs.size() < MOST) {
            inputs.add(input);
        }
    }

    /** Any of them; what was kept lately is worth more changes than the rest. */
    public synchronized byte[] pick(RandomGenerator random) {
        int size = inputs.size();
        return random.nextInt(3) == 0 && size > RECENT
                ? inputs.get(size - 1 - random.nextInt(RECENT))
                : inputs.get(random.nextInt(size));
    }

    /** What it began with. */
    public synchronized List<byte[]> corpus() {
        return List.copyOf(inputs.subList(0, corpus));
    }

    /** How many were kept. */
    public synchronized int kept() {
        return inputs.size() - corpus;
    }
}
