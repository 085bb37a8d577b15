package dev.repartee.kafka.ledger;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Which lane begins next. Lanes take turns; one whose head must wait for a commit, or must run
 * alone, steps aside for the others.
 */
final class Agenda {

    private final int maxRunning;
    private final ArrayDeque<Lane> ready = new ArrayDeque<>();
    private final SequencedSet<Lane> gated = new LinkedHashSet<>();
    private final SequencedSet<Lane> suspects = new LinkedHashSet<>();
    private @Nullable Held alone;
    private int running;

    Agenda(int maxRunning) {
        this.maxRunning = maxRunning;
    }

    /** The lane may have something to begin. */
    void enlist(Lane lane) {
        if (!lane.enlisted && lane.head() != null && !lane.ledger.stopped()) {
            lane.enlisted = true;
            ready.addLast(lane);
        }
    }

    Optional<Held> begin() {
        while (running < maxRunning && suspects.isEmpty()) {
            Lane lane = ready.pollFirst();
            if (lane == null) {
                break;
            }
            Held head = lane.head();
            if (head == null || lane.ledger.stopped()) {
                lane.enlisted = false;
            } else if (lane.ledger.mustRunAlone(head)) {
                suspects.add(lane);
            } else if (lane.ledger.mayBegin(head.offset())) {
                lane.enlisted = false;
                return Optional.of(begin(lane));
            } else {
                gated.add(lane);
            }
        }
        return Optional.empty();
    }

    boolean isolating() {
        return alone != null || !suspects.isEmpty();
    }

    Optional<Held> soloist() {
        if (alone != null || running > 0) {
            return Optional.empty();
        }
        Held first = null;
        for (Lane lane : suspects) {
            Held head = lane.head();
            if (head != null && lane.ledger.ranAloneBefore(head.offset())) {
                return Optional.of(head);
            }
            first = first == null ? head : first;
        }
        return Optional.ofNullable(first);
    }

    boolean beginAlone(Held held) {
        if (held.ledger.stopped() || !suspects.remove(held.lane)) {
            return false;
        }
        held.lane.enlisted = false;
        alone = begin(held.lane);
        return true;
    }

    void dismissSuspects() {
        alone = null;
        putFirst(suspects);
    }

    /** The handler has returned; its lane is free. */
    void returned(Held held) {
        running--;
        held.lane.free();
    }

    /** The handler has failed; its lane stays taken. */
    void rests() {
        running--;
    }

    /** Nothing that the record did has killed its worker. */
    void survived(Held held) {
        if (held == alone) {
            alone = null;
            held.acquitted = true;
            held.ledger.survivedAlone();
        }
    }

    void gatesMoved() {
        putFirst(gated);
    }

    /** Whether a lane waits for a commit. */
    boolean gated() {
        return !gated.isEmpty();
    }

    void forgetReleased() {
        ready.removeIf(lane -> lane.ledger.released());
        gated.removeIf(lane -> lane.ledger.released());
        suspects.removeIf(lane -> lane.ledger.released());
        if (alone != null && alone.ledger.released()) {
            alone = null;
        }
    }

    int running() {
        return running;
    }

    /** What stepped aside was there before the others, so it keeps its place before them. */
    private void putFirst(SequencedSet<Lane> aside) {
        aside.reversed().forEach(ready::addFirst);
        aside.clear();
    }

    /** The record goes on where it failed. */
    void resume(Held held) {
        held.begin();
        running++;
    }

    private Held begin(Lane lane) {
        Held held = lane.begin();
        held.begin();
        running++;
        return held;
    }
}
