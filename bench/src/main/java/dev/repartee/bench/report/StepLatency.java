package dev.repartee.bench.report;

/**
 * How long one step took. The usual steps have a constant here; a scenario may add its own.
 *
 * @param source who took the time, since a stage's own histogram is coarser than a generator that
 *     times every message
 */
public record StepLatency(String step, Percentiles latency, String source) {
    public static final String ACCEPT = "accept";
    public static final String REFUSE = "refuse";
    public static final String DISPATCH = "dispatch";
    public static final String INFER = "infer";
    public static final String DELIVER = "deliver";
    public static final String STORE = "store";
    public static final String END_TO_END = "end-to-end";
}
