package dev.repartee.language.evaluation;

import dev.repartee.language.dataset.Example;
import dev.repartee.language.intent.IntentModel;
import java.util.Arrays;
import java.util.List;

/**
 * How fast a warm model ranks, on one thread.
 *
 * @param median microseconds for one message
 * @param p99 microseconds that 99 of 100 messages stay under
 * @param perSecond messages in a second, one after the other
 */
public record LatencyReport(double median, double p99, double perSecond) {

    private static final int WARM_UP = 10_000;
    private static final int MEASURED = 10_000;

    /** Ranks the examples over and over, for some seconds. */
    public static LatencyReport of(IntentModel model, List<Example> examples) {
        long[] nanos = new long[MEASURED];
        double unused = 0;
        for (int i = -WARM_UP; i < MEASURED; i++) {
            String text = examples.get(Math.floorMod(i, examples.size())).text();
            long start = System.nanoTime();
            unused += model.rank(text).scope();
            if (i >= 0) {
                nanos[i] = System.nanoTime() - start;
            }
        }
        double total = Arrays.stream(nanos).sum() + Math.min(0, unused);
        Arrays.sort(nanos);
        return new LatencyReport(
                nanos[MEASURED / 2] / 1e3,
                nanos[(int) (MEASURED * 0.99)] / 1e3,
                MEASURED / (total / 1e9));
    }
}
