package dev.repartee.bench.fuzz.guide;

import java.time.Duration;
import java.util.List;

/**
 * What a run came to.
 *
 * @param cases inputs tried
 * @param kept inputs that showed something new
 * @param coverage what was reached of the classes that it is about
 * @param note what else there is to know, on one line; empty for nothing
 */
public record FuzzResult(
        String target,
        long cases,
        Duration took,
        int kept,
        Coverage coverage,
        String note,
        List<Finding> findings) {

    public FuzzResult {
        findings = List.copyOf(findings);
    }
}
