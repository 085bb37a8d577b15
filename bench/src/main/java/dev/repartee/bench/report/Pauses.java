package dev.repartee.bench.report;

/** How often, how long in all and how long at most a JVM stood still. */
public record Pauses(long count, double totalMillis, double maxMillis) {
    public static final Pauses NONE = new Pauses(0, 0, 0);
}
