package dev.repartee.bench.drill.ledger;

import org.jspecify.annotations.Nullable;

/**
 * One message and all that its sender learnt of it. The identity never changes; the rest belongs to
 * the monitor. Times are those of {@link System#nanoTime}.
 */
public final class Entry {

    /** Who sent what in which conversation. */
    public record Identity(
            String user, String conversation, String requestId, Kind kind, String text) {}

    /**
     * The connection that a message was sent on, and its place among the messages of it.
     *
     * @param connection unique in the run; 0 for HTTP
     */
    public record Passage(long connection, long place) {}

    private static final long SHORTEST_MS = 500;
    private static final long LONGEST_MS = 15_000;
    private static final int MOST_DOUBLINGS = 8;

    private final Identity identity;
    private final long intendedAt;

    private int sends;
    private @Nullable Passage passage;
    private long acceptedAt;
    private long endedAt;
    private @Nullable End end;
    private @Nullable String reply;
    private boolean fallback;

    Entry(Identity identity, long intendedAt) {
        this.identity = identity;
        this.intendedAt = intendedAt;
    }

    public Identity identity() {
        return identity;
    }

    public String requestId() {
        return identity.requestId();
    }

    /** When it should have been sent; latencies count from here. */
    public long intendedAt() {
        return intendedAt;
    }

    synchronized void sent(Passage on) {
        sends++;
        passage = on;
    }

    synchronized void accepted(long at) {
        if (acceptedAt == 0) {
            acceptedAt = at;
        }
    }

    /** Returns false when it has ended in another way before. */
    synchronized boolean ended(End how, @Nullable String text, boolean canned, long at) {
        if (end == null) {
            end = how;
            reply = text;
            fallback = canned;
            endedAt = at;
            return true;
        }
        return end == how && (text == null || text.equals(reply));
    }

    public synchronized boolean isAccepted() {
        return acceptedAt != 0;
    }

    public synchronized boolean isSent() {
        return sends > 0;
    }

    public synchronized @Nullable End end() {
        return end;
    }

    public synchronized @Nullable String reply() {
        return reply;
    }

    /** Whether the reply was the canned one, because the model did not answer. */
    public synchronized boolean fallback() {
        return fallback;
    }

    /** When its end was seen, or 0. */
    public synchronized long endedAt() {
        return endedAt;
    }

    /** When it was first accepted, or 0. */
    public synchronized long acceptedAt() {
        return acceptedAt;
    }

    /** Where it was sent, when it was sent once and no more; else null. */
    public synchronized @Nullable Passage onlyPassage() {
        return sends == 1 ? passage : null;
    }

    /** How it was tried, in words. */
    synchronized String attempts() {
        return "sent %d times, last %s".formatted(sends, passage);
    }

    /** How long its sender waits before the next try, in milliseconds: twice as long each time. */
    public synchronized long patience() {
        return Math.min(LONGEST_MS, SHORTEST_MS << Math.min(sends, MOST_DOUBLINGS));
    }

    /** Whether its sender needs nothing more. */
    public synchronized boolean settled() {
        return acceptedAt != 0 && (identity.kind() == Kind.OBSERVED || end != null);
    }
}
