package dev.repartee.bench.load;

import java.util.List;

/**
 * What a generator saw.
 *
 * @param startedMicros when the first message was due, in microseconds since the epoch
 * @param streams what became of each
 * @param seconds the run second by second
 * @param connects connections that were opened
 * @param connectFailures attempts that failed
 * @param disconnects connections that the other side closed
 * @param behindMicros how late the generator itself was at most when it sent, which is part of the
 *     latencies
 */
public record LoadResult(
        long startedMicros,
        List<StreamResult> streams,
        List<LoadSecond> seconds,
        int connects,
        int connectFailures,
        int disconnects,
        long behindMicros) {}
