package dev.repartee.kafka.ledger;

import dev.repartee.contract.ErrorCode;
import dev.repartee.kafka.LaneKey;
import dev.repartee.kafka.LogRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one ordered consumer has in hand, and what of it may begin next.
 *
 * <p>The whole decision-making of the consumer, without I/O, threads and clock, so that a test can
 * drive it through any history. Not thread-safe: one lock of the consumer owns it.
 *
 * <p>Guarantees: the records of a lane begin in order, each one when the one before has returned; a
 * lane that waits holds up no other; nothing begins before a commit covers it; while suspects of
 * several unclean deaths are left, nothing but one of them at a time is running.
 */
public final class Hand {

    private static final Verdict KILLS_WORKER =
            new Verdict(
                    ErrorCode.KILLS_WORKER, "its worker died each time while it was alone in hand");

    private final Room room;
    private final LaneKey laneKey;
    private final Map<TopicPartition, PartitionLedger> ledgers = new LinkedHashMap<>();
    private final Map<PartitionLedger, Map<String, Lane>> lanes = new HashMap<>();
    private final Agenda agenda;

    /**
     * @param maxRecords most records in hand
     * @param maxBytes about the most bytes in hand
     * @param maxRunning most records with a handler at once
     */
    public Hand(int maxRecords, long maxBytes, int maxRunning, LaneKey laneKey) {
        this.room = new Room(maxRecords, maxBytes);
        this.laneKey = laneKey;
        this.agenda = new Agenda(maxRunning);
    }

    /** Most records that one poll may add. */
    public int pollSize() {
        return room.pollSize();
    }

    /** A partition was assigned. Nothing of it begins before its first commit. */
    public void open(TopicPartition partition, PartitionLedger ledger) {
        ledgers.put(partition, ledger);
        lanes.put(ledger, new HashMap<>());
    }

    /** Whether more of the partition should be read now. */
    public boolean wants(TopicPartition partition) {
        PartitionLedger ledger = ledgers.get(partition);
        if (ledger == null || ledger.stopped()) {
            return false;
        }
        if (isolating()) {
            return ledger.unreadSuspects();
        }
        return !room.full();
    }

    /** The open partitions of which more should be read now. */
    public Set<TopicPartition> wanted() {
        return ledgers.keySet().stream().filter(this::wants).collect(Collectors.toSet());
    }

    /** Whether it is worth looking which partitions are wanted. */
    public boolean hasRoom() {
        return !isolating() && !room.full();
    }

    /** A record that is for this group was read. */
    public void take(TopicPartition partition, ReadRecord read) {
        PartitionLedger ledger = ledgers.get(partition);
        long offset = read.coordinates().offset();
        if (ledger == null || ledger.settled(offset)) {
            return;
        }
        LogRecord record = read.first(ledger.suspected(offset));
        Lane lane =
                lanes.get(ledger)
                        .computeIfAbsent(laneOf(read, record), key -> new Lane(ledger, key));
        Held held = new Held(ledger, lane, read, record);
        if (ledger.killsWorkers(offset)) {
            held.condemn(KILLS_WORKER);
        }
        ledger.take(held);
        room.take(held);
        lane.add(held);
        agenda.enlist(lane);
    }

    /**
     * Everything of the partition below the position is read: what is not for this group, and gaps
     * of the log, need no handling.
     */
    public void readUpTo(TopicPartition partition, long position) {
        PartitionLedger ledger = ledgers.get(partition);
        if (ledger != null) {
            ledger.readUpTo(position);
        }
    }

    /** The next record to handle, which counts as running from here on. */
    public Optional<Held> begin() {
        return isolating() ? Optional.empty() : agenda.begin();
    }

    /** The suspect that must run alone next, once nothing else is running. */
    public Optional<Held> soloist() {
        return unreadSuspects() ? Optional.empty() : agenda.soloist();
    }

    /** The suspect is about to run alone: the next points say so. */
    public void announceAlone(Held held) {
        held.ledger.alone(held.offset());
    }

    /** It does not run alone after all: the points could not be committed. */
    public void withdrawAlone(Held held) {
        held.ledger.survivedAlone();
    }

    /** The points that announced it are durable; false when the suspect is not there any more. */
    public boolean beginAlone(Held held) {
        return agenda.beginAlone(held);
    }

    /** Whether everything but suspects has to wait. */
    public boolean isolating() {
        return agenda.isolating() || unreadSuspects();
    }

    /** Gives up running suspects alone: one of them, or something before it, takes too long. */
    public void dismissSuspects() {
        ledgers.values().forEach(PartitionLedger::dismissSuspects);
        agenda.dismissSuspects();
    }

    /** The handler has returned and the record is finished. */
    public void done(Held held) {
        agenda.returned(held);
        finish(held);
        agenda.enlist(held.lane);
    }

    /** The handler has returned, the record is not finished. */
    public void pending(Held held) {
        agenda.returned(held);
        held.lane.setAside();
        held.state = Held.State.PENDING;
        agenda.enlist(held.lane);
    }

    /** A pending record is finished. */
    public void completed(Held held) {
        if (held.state == Held.State.PENDING) {
            held.lane.comeBack();
            finish(held);
        }
    }

    /** A running or pending record failed; it rests until {@link #due}. */
    public void failed(Held held) {
        if (held.state == Held.State.RUNNING) {
            rest(held);
        } else {
            held.state = Held.State.RESTING_ASIDE;
        }
        agenda.survived(held);
    }

    /** A running record failed; it rests until {@link #resume}, and keeps its place. */
    public void rest(Held held) {
        agenda.rests();
        held.state = Held.State.RESTING;
    }

    /** A resting record is tried again at once; false when its partition is being let go. */
    public boolean resume(Held held) {
        if (held.ledger.stopped()) {
            return false;
        }
        agenda.resume(held);
        return true;
    }

    /** A resting record is to be tried again, before anything else of its lane. */
    public void due(Held held) {
        if (held.state == Held.State.RESTING) {
            held.lane.free();
        } else {
            held.lane.comeBack();
        }
        held.state = Held.State.QUEUED;
        held.lane.addFirst(held);
        agenda.enlist(held.lane);
    }

    /** What to commit now. */
    public Map<TopicPartition, CommitPoint> points() {
        long window = isolating() ? 0 : window();
        Map<TopicPartition, CommitPoint> points = new HashMap<>();
        ledgers.forEach(
                (partition, ledger) -> {
                    if (ledger.changed(window)) {
                        points.put(partition, ledger.point(window));
                    }
                });
        return points;
    }

    /** Whether a commit should not wait for its time: records wait for it, or soon will. */
    public boolean needsCommit() {
        if (isolating()) {
            return false;
        }
        long window = window();
        return ledgers.values().stream().anyMatch(ledger -> ledger.nearGate(window));
    }

    /** Whether records wait, or soon will, for the answer to the commit that is under way. */
    public boolean awaitsCommit() {
        return agenda.gated() || needsCommit();
    }

    /** Whether nothing is in hand and nothing is to be committed: only reading changes that. */
    public boolean quiet() {
        long window = window();
        return room.records() == 0
                && !ledgers.isEmpty()
                && !isolating()
                && ledgers.values().stream().noneMatch(ledger -> ledger.changed(window));
    }

    /** The points are durable. */
    public void committed(Map<TopicPartition, CommitPoint> points) {
        points.forEach(
                (partition, point) -> {
                    PartitionLedger ledger = ledgers.get(partition);
                    if (ledger != null) {
                        ledger.committed(point);
                    }
                });
        agenda.gatesMoved();
    }

    /** The points may or may not be durable. */
    public void notCommitted(Map<TopicPartition, CommitPoint> points) {
        points.keySet().stream()
                .map(ledgers::get)
                .filter(Objects::nonNull)
                .forEach(PartitionLedger::notCommitted);
    }

    /** Begins nothing more of the partitions. */
    public void stop(Collection<TopicPartition> partitions) {
        partitions.stream()
                .map(ledgers::get)
                .filter(Objects::nonNull)
                .forEach(PartitionLedger::stop);
    }

    /** Whether a handler, or what it left pending, still works on the partitions. */
    public boolean busy(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            PartitionLedger ledger = ledgers.get(partition);
            if (ledger != null) {
                for (Held held : ledger.unfinished()) {
                    if (held.state == Held.State.RUNNING || held.state == Held.State.PENDING) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Lets go of the partitions. What still runs may end, but changes nothing any more. */
    public Map<TopicPartition, CommitPoint> release(Collection<TopicPartition> partitions) {
        Map<TopicPartition, CommitPoint> points = new HashMap<>();
        for (TopicPartition partition : partitions) {
            PartitionLedger ledger = ledgers.remove(partition);
            if (ledger != null) {
                points.put(partition, ledger.lastPoint());
                ledger.release();
                lanes.remove(ledger);
                ledger.unfinished().forEach(room::leave);
            }
        }
        agenda.forgetReleased();
        return points;
    }

    /** The partitions that are open. */
    public List<TopicPartition> partitions() {
        return List.copyOf(ledgers.keySet());
    }

    /** Records in hand. */
    public int records() {
        return room.records();
    }

    /** Records with a handler. */
    public int running() {
        return agenda.running();
    }

    /** The append time of the oldest of the partitions' lowest unfinished records. */
    public @Nullable Instant oldest() {
        List<Instant> oldest = new ArrayList<>();
        ledgers.values().forEach(ledger -> ledger.oldest().ifPresent(oldest::add));
        return oldest.stream().min(Instant::compareTo).orElse(null);
    }

    private boolean unreadSuspects() {
        for (PartitionLedger ledger : ledgers.values()) {
            if (ledger.unreadSuspects()) {
                return true;
            }
        }
        return false;
    }

    private long window() {
        return room.share(ledgers.size());
    }

    /** What can't be read has no lane to keep its place in. */
    private String laneOf(ReadRecord read, LogRecord record) {
        return read.verdict() == null ? laneKey.of(record) : "!" + read.coordinates().offset();
    }

    private void finish(Held held) {
        if (held.ledger.released()) {
            held.state = Held.State.FINISHED;
            return;
        }
        agenda.survived(held);
        held.ledger.finish(held);
        room.leave(held);
        if (held.lane.isEmpty()) {
            lanes.get(held.ledger).remove(held.lane.key);
        }
    }
}
