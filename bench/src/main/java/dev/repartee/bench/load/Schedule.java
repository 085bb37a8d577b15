package dev.repartee.bench.load;

/**
 * When a stream's messages are due.
 *
 * <p>A stream that begins with the warm-up gathers pace through the whole of it, because a JVM that
 * meets its full load cold spends it on compiling and never gets out of its backlog. From then on,
 * or from its own beginning, it keeps its rate.
 */
public final class Schedule {
    private static final double NANOS = 1e9;

    private final double rate;
    private final double rampSeconds;
    private final int ramped;
    private final long steadyFrom;
    private final int total;
    private final int firstMeasured;

    public Schedule(LoadPlan.StreamPlan stream, int warmupSeconds, int seconds) {
        this.rate = stream.rate();
        this.rampSeconds = stream.from() == 0 ? warmupSeconds : 0;
        this.ramped = (int) (rampSeconds * rate / 2);
        this.steadyFrom = (long) (Math.max(stream.from(), rampSeconds) * NANOS);
        int rest = warmupSeconds + seconds - (int) Math.max(stream.from(), rampSeconds);
        int asked =
                stream.seconds() == 0
                        ? rest
                        : stream.seconds() - (int) Math.max(0, rampSeconds - stream.from());
        this.total = ramped + (int) (Math.clamp(asked, 0, rest) * rate);
        this.firstMeasured =
                ramped + (int) (Math.max(0, warmupSeconds - steadyFrom / NANOS) * rate);
    }

    /** How many messages there are. */
    int total() {
        return total;
    }

    /** The first message that is due after the warm-up. */
    int firstMeasured() {
        return firstMeasured;
    }

    /** When a message is due, in nanoseconds after the start. */
    public long dueAt(int number) {
        return number < ramped
                ? (long) (Math.sqrt(2.0 * number * rampSeconds / rate) * NANOS)
                : steadyFrom + (long) ((number - ramped) / rate * NANOS);
    }
}
