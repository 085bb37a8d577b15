package dev.repartee.audit.operations;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.event.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the log tells about one message, gathered record by record. */
final class AuditedRequest {

    private Coordinates coordinates;
    private Instant appendedAt;
    private boolean dispatched;
    private boolean replayed;
    private boolean workSeen;
    private boolean workUnfinished;
    private boolean duplicateOfAnother;
    private @Nullable EventType end;
    private Instant endedAt = Instant.MIN;

    AuditedRequest(Coordinates coordinates, Instant appendedAt, boolean dispatched) {
        this.coordinates = coordinates;
        this.appendedAt = appendedAt;
        this.dispatched = dispatched;
    }

    /** Its dead letter came back: only what the log says later counts. */
    void replayed(Coordinates at, Instant when, boolean finished) {
        coordinates = at;
        appendedAt = when;
        dispatched = finished;
        replayed = true;
    }

    void work(boolean finished) {
        workSeen = true;
        workUnfinished |= !finished;
    }

    /** Whether a further result could change anything: only a parked message can end again. */
    boolean mayEnd() {
        return end == null || end == EventType.PARKED;
    }

    void ended(EventType type, Instant at) {
        end = type;
        endedAt = at;
    }

    void resent(Coordinates first) {
        duplicateOfAnother |= !replayed && !first.equals(coordinates);
    }

    /** How it ended, or null when it has not. */
    @Nullable EventType end() {
        return replayed && end == EventType.PARKED && endedAt.isBefore(appendedAt) ? null : end;
    }

    boolean parked() {
        return end == EventType.PARKED;
    }

    boolean duplicateOfAnother() {
        return duplicateOfAnother;
    }

    /** Whether a stage still has it in hand. */
    boolean underWay() {
        return !dispatched || workUnfinished;
    }

    boolean workSeen() {
        return workSeen;
    }

    Coordinates coordinates() {
        return coordinates;
    }

    Instant appendedAt() {
        return appendedAt;
    }
}
