package dev.repartee.kafka.ledger;

import dev.repartee.contract.Coordinates;
import dev.repartee.kafka.LogRecord;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record in hand: read and not finished. Belongs to its {@link Hand}, like the hand to its lock.
 */
public final class Held {

    enum State {
        /** In its lane, not begun or to be begun again. */
        QUEUED,
        /** With a handler; its lane waits. */
        RUNNING,
        /** The handler has returned, the lane goes on, the record is not finished. */
        PENDING,
        /** Failed, to be tried again; its lane waits. */
        RESTING,
        /** Failed when its lane had gone on, to be tried again. */
        RESTING_ASIDE,
        /** Done with. */
        FINISHED
    }

    final PartitionLedger ledger;
    final Lane lane;
    private final LogRecord record;
    private final Map<String, byte[]> headers;
    private final boolean leads;
    State state = State.QUEUED;
    boolean begun;
    boolean acquitted;
    private int attempt;
    private int failures;
    private int strikes;
    private @Nullable Verdict verdict;

    Held(PartitionLedger ledger, Lane lane, ReadRecord read, LogRecord record) {
        this.ledger = ledger;
        this.lane = lane;
        this.record = record;
        this.headers = read.headers();
        this.leads = lane.isEmpty();
        this.verdict = read.verdict();
    }

    /** The record as its handler sees it at this attempt. */
    public LogRecord record() {
        return new LogRecord(
                record.coordinates(),
                record.appendedAt(),
                record.key(),
                record.value(),
                record.headers(),
                Math.max(1, attempt),
                record.redelivered());
    }

    /**
     * Whether nothing of its lane was before it when it was read, so that only the work of others
     * kept it waiting.
     */
    public boolean leads() {
        return leads;
    }

    /** When the broker appended it. */
    public Instant appendedAt() {
        return record.appendedAt();
    }

    /** Where it lies. */
    public Coordinates coordinates() {
        return record.coordinates();
    }

    /** Its headers as they were read. */
    public Map<String, byte[]> headers() {
        return headers;
    }

    /** How often it was begun here. */
    public int attempt() {
        return attempt;
    }

    /** Why it parks, or null when it is to be handled. */
    public @Nullable Verdict verdict() {
        return verdict;
    }

    /** It is not to be handled any more, but parked. */
    public void condemn(Verdict cause) {
        verdict = cause;
        failures = 0;
    }

    /**
     * It failed.
     *
     * @param counts whether that is held against the record, not against something it needs
     * @return how often it failed so far
     */
    public int fail(boolean counts) {
        failures++;
        strikes += counts ? 1 : 0;
        return failures;
    }

    /** How many failures are held against it. */
    public int strikes() {
        return strikes;
    }

    long offset() {
        return record.coordinates().offset();
    }

    int bytes() {
        return record.key().length + record.value().length;
    }

    LogRecord read() {
        return record;
    }

    void begin() {
        begun = true;
        state = State.RUNNING;
        if (verdict == null) {
            attempt++;
        }
    }
}
