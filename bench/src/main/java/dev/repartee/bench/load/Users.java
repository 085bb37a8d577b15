package dev.repartee.bench.load;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Chooses who sends next. Used by one thread. */
final class Users {
    private static final int ATTEMPTS = 50;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LoadPlan.Population population;
    private final double[] cumulated;
    private final long[] lastSent;

    Users(LoadPlan.Population population) {
        this.population = population;
        this.cumulated = new double[population.users()];
        this.lastSent = new long[population.users()];
        Arrays.fill(lastSent, Long.MIN_VALUE / 2);
        double sum = 0;
        for (int i = 0; i < cumulated.length; i++) {
            sum += Math.pow(i + 1.0, -population.skew());
            cumulated[i] = sum;
        }
    }

    int count() {
        return cumulated.length;
    }

    /** The name of a user, by index. */
    String name(int user) {
        return "u-" + (population.first() + user);
    }

    /**
     * The index of a user who did not send within the gap; after many attempts, one who did.
     *
     * @param now in nanoseconds, of a clock that does not go back
     */
    int next(SplittableRandom random, long now) {
        int user = any(random);
        for (int i = 0; i < ATTEMPTS && tooSoon(user, now); i++) {
            user = any(random);
        }
        lastSent[user] = now;
        return user;
    }

    private boolean tooSoon(int user, long now) {
        return now - lastSent[user] < population.gapMillis() * NANOS_PER_MILLI;
    }

    private int any(SplittableRandom random) {
        double point = random.nextDouble() * cumulated[cumulated.length - 1];
        int found = Arrays.binarySearch(cumulated, point);
        return Math.min(found < 0 ? -found - 1 : found + 1, cumulated.length - 1);
    }
}
