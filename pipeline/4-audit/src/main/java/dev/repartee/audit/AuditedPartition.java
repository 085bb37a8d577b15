package dev.repartee.audit;

import java.time.Instant;

/**
 * How far one partition was read. Owned by the audit's thread.
 *
 * <p>Both topics are read at the same pace of append time: the one that is ahead waits, so that
 * neither open requests nor results without requests pile up.
 */
final class AuditedPartition {

    private final OpenRequests requests;
    private long nextRequest;
    private Instant requestsReadTo;
    private Instant resultsReadTo;

    /**
     * @param nextRequest the offset of the first request to read
     * @param since no request to come was appended before
     */
    AuditedPartition(OpenRequests requests, long nextRequest, Instant since) {
        this.requests = requests;
        this.nextRequest = nextRequest;
        this.requestsReadTo = since;
        this.resultsReadTo = since;
    }

    OpenRequests requests() {
        return requests;
    }

    void requestsRead(long next, Instant to) {
        nextRequest = Math.max(nextRequest, next);
        requestsReadTo = later(requestsReadTo, to);
    }

    void resultsRead(Instant to) {
        resultsReadTo = later(resultsReadTo, to);
    }

    Instant requestsReadTo() {
        return requestsReadTo;
    }

    Instant resultsReadTo() {
        return resultsReadTo;
    }

    /** Where a successor begins: everything before has ended. */
    long resumeAt() {
        OpenRequest oldest = requests.oldest();
        return oldest == null ? nextRequest : oldest.offset();
    }

    /** From when on a successor needs results. */
    Instant resumeFrom() {
        OpenRequest oldest = requests.oldest();
        return oldest == null ? requestsReadTo : oldest.appendedAt();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
