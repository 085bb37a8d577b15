package dev.repartee.control.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Whether two things can be told apart by the time that they take: by Mann and Whitney's measure,
 * how often one of a pair takes longer than the other. Half of the pairs say nothing; all of them
 * say everything. Noise of the machine, and what the work before left behind, hits both alike,
 * since their order is random; what is told apart by chance is not told apart three times.
 */
final class Timings {

    private static final int SAMPLES = 15;
    private static final int ROUNDS = 3;

    /** By chance 15 pairs come out further from a half than this once in 900 rounds. */
    private static final double APART = 0.35;

    boolean tellApart(Runnable one, Runnable other) {
        time(one);
        time(other);
        for (int round = 0; round < ROUNDS; round++) {
            if (Math.abs(longer(one, other) - 0.5) < APART) {
                return false;
            }
        }
        return true;
    }

    /** The share of pairs in which the first takes longer. */
    private static double longer(Runnable one, Runnable other) {
        List<Long> first = new ArrayList<>();
        List<Long> second = new ArrayList<>();
        List<Boolean> order = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            order.add(true);
            order.add(false);
        }
        Collections.shuffle(order);
        for (boolean turn : order) {
            (turn ? first : second).add(time(turn ? one : other));
        }
        long pairs =
                first.stream().mapToLong(a -> second.stream().filter(b -> a > b).count()).sum();
        return (double) pairs / (SAMPLES * SAMPLES);
    }

    private static long time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }
}
