package dev.repartee.kafka.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The books of one partition while one consumer owns it: what is in hand, what is finished, what
 * may be committed.
 *
 * <p>A new assignment is a new ledger, so whatever still runs for an earlier one can change
 * nothing. Not thread-safe: it belongs to whoever owns its {@link Hand}.
 *
 * <p>Two rules carry the promises. The position is the lowest unfinished offset, so nothing that is
 * unfinished is ever passed. And nothing is begun at or above the reach of the last commit (a
 * write-ahead), so a successor knows of everything that may have been begun.
 */
public final class PartitionLedger {

    private final OffsetRuns inherited;
    private final TreeMap<Long, Held> unfinished = new TreeMap<>();
    private Suspicion suspicion;
    private long next;
    private long gate;
    private boolean changed = true;
    private boolean closedGate;
    private boolean stopped;
    private boolean released;
    private @Nullable CommitPoint offered;

    private PartitionLedger(long position, Suspicion suspicion, OffsetRuns inherited) {
        this.next = position;
        this.gate = position;
        this.suspicion = suspicion;
        this.inherited = inherited;
    }

    /**
     * Opens the books after an assignment.
     *
     * @param found the group's commit
     * @param end the end of the log at a moment after the assignment
     */
    public static PartitionLedger open(CommitPoint found, long end) {
        CommitMetadata last = found.metadata();
        return new PartitionLedger(
                found.position(),
                Suspicion.inherited(last, found.position(), end),
                last.finished());
    }

    /**
     * Whether the record is to be left out: handed over before, or finished by an earlier owner.
     */
    boolean settled(long offset) {
        return offset < next || inherited.contains(offset);
    }

    /** Whether an earlier owner may have begun the record. */
    boolean suspected(long offset) {
        return offset < suspicion.suspectEnd();
    }

    boolean killsWorkers(long offset) {
        return suspicion.killsWorkers(offset);
    }

    /** The record is in hand from now on. */
    void take(Held held) {
        unfinished.put(held.offset(), held);
        readUpTo(held.offset() + 1);
    }

    /** Everything below is read, also where the log has gaps. */
    void readUpTo(long position) {
        if (position > next) {
            next = position;
            changed = true;
        }
    }

    boolean mayBegin(long offset) {
        return offset < gate;
    }

    boolean mustRunAlone(Held held) {
        return held.offset() < suspicion.aloneEnd() && !held.acquitted && held.verdict() == null;
    }

    boolean unreadSuspects() {
        return next < suspicion.aloneEnd();
    }

    boolean ranAloneBefore(long offset) {
        Solo solo = suspicion.solo();
        return solo != null && solo.offset() == offset;
    }

    void alone(long offset) {
        suspicion = suspicion.alone(offset);
        changed = true;
    }

    void survivedAlone() {
        suspicion = suspicion.survived();
        changed = true;
    }

    void dismissSuspects() {
        suspicion = suspicion.dismissed();
        changed = true;
    }

    void finish(Held held) {
        held.state = Held.State.FINISHED;
        unfinished.remove(held.offset());
        suspicion = suspicion.finished(held.offset());
        changed = true;
    }

    /** Whether the owner has let go: nothing that ends now may change the books. */
    public boolean released() {
        return released;
    }

    void release() {
        released = true;
    }

    /** Nothing new begins; what runs may finish. */
    void stop() {
        stopped = true;
    }

    boolean stopped() {
        return stopped || released;
    }

    Iterable<Held> unfinished() {
        return unfinished.values();
    }

    @Nullable Held inHand(long offset) {
        return unfinished.get(offset);
    }

    /** The append time of the lowest unfinished record. */
    Optional<Instant> oldest() {
        Map.Entry<Long, Held> first = unfinished.firstEntry();
        return first == null ? Optional.empty() : Optional.of(first.getValue().read().appendedAt());
    }

    /** Whether there is something to commit that the last point did not say. */
    boolean changed(long window) {
        return changed || closedGate != (window == 0);
    }

    /** Whether records wait, or will soon wait, for a commit with a further reach. */
    boolean nearGate(long window) {
        return changed(window) && next > gate - window / 2;
    }

    /**
     * What to commit while owning the partition. From here to {@link #committed} nothing begins
     * that either this or the last commit does not cover.
     *
     * @param window how far beyond what was read records may begin; 0 while nothing new may begin
     */
    CommitPoint point(long window) {
        long position = position();
        suspicion = suspicion.passed(position);
        long reach = window == 0 ? begunEnd(position) : next + window;
        CommitPoint point = point(position, false, suspicion.suspectEnd(), reach);
        gate = Math.min(gate, reach);
        changed = false;
        closedGate = window == 0;
        offered = point;
        return point;
    }

    /** What to commit when letting go. */
    CommitPoint lastPoint() {
        long position = position();
        suspicion = suspicion.passed(position).survived();
        long begunEnd = begunEnd(position);
        return point(position, true, Math.max(suspicion.suspectEnd(), begunEnd), begunEnd);
    }

    /** The point is durable; one of an earlier ledger, or an older one, says nothing here. */
    void committed(CommitPoint point) {
        if (point == offered) {
            gate = point.metadata().reach();
        }
    }

    /** The last point may or may not be durable. */
    void notCommitted() {
        changed = true;
        offered = null;
    }

    private long position() {
        return unfinished.isEmpty() ? next : unfinished.firstKey();
    }

    private long begunEnd(long position) {
        Solo solo = suspicion.solo();
        long end = solo != null && solo.active() ? solo.offset() + 1 : position;
        for (Held held : unfinished.descendingMap().values()) {
            if (held.begun) {
                return Math.max(end, held.offset() + 1);
            }
        }
        return end;
    }

    private CommitPoint point(long position, boolean clean, long suspectEnd, long reach) {
        OffsetRuns finished = finishedAbove(position);
        OffsetRuns fitting = CommitMetadata.fitting(position, finished);
        long suspected = fitting == finished ? suspectEnd : Math.max(suspectEnd, finished.end());
        return new CommitPoint(
                position,
                new CommitMetadata(
                        clean, suspicion.deaths(), suspected, reach, suspicion.solo(), fitting));
    }

    private OffsetRuns finishedAbove(long position) {
        OffsetRuns.Builder finished = new OffsetRuns.Builder();
        long expected = position;
        for (long offset : unfinished.keySet()) {
            finished.add(expected, offset);
            expected = offset + 1;
        }
        finished.add(expected, next);
        for (int run = 0; run < inherited.size(); run++) {
            finished.add(Math.max(inherited.from(run), next), inherited.to(run));
        }
        return finished.build();
    }
}
