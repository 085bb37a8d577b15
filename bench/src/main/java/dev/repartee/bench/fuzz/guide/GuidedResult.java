package dev.repartee.bench.fuzz.guide;

import java.time.Duration;
import java.util.List;

/**
 * What a guided run came to.
 *
 * @param cases inputs tried
 * @param kept inputs that reached something new
 * @param coverage what was reached of the subject's classes
 */
public record GuidedResult(
        String subject,
        long cases,
        Duration took,
        int kept,
        Coverage coverage,
        List<Finding> findings) {}
