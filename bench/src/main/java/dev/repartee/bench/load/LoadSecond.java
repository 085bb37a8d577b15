package dev.repartee.bench.load;

/**
 * One second of a run, warm-up included.
 *
 * @param epochSecond which
 * @param offered sent in it
 * @param accepted accepted in it
 * @param refused refused in it
 * @param finished finished in it
 * @param open sent and without an end at its end
 * @param p50 of the latencies that ended in it, in microseconds; of replies, or of acceptances when
 *     nothing replies
 */
public record LoadSecond(
        long epochSecond,
        int offered,
        int accepted,
        int refused,
        int finished,
        int open,
        long p50,
        long p95,
        long p99,
        long max) {}
