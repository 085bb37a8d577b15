package dev.repartee.kafka.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One consumer process of the model. It drives the very {@link Hand} that production drives, one
 * step at a time, and checks at each step what the consumer promises.
 */
final class ModelWorker {

    private final RandomGenerator random;
    private final int maxRunning;
    private final Hand hand;
    private final Map<TopicPartition, Holding> holdings = new HashMap<>();
    private final List<Held> running = new ArrayList<>();
    private final List<Held> pending = new ArrayList<>();
    private final List<Held> resting = new ArrayList<>();
    private @Nullable Map<TopicPartition, CommitPoint> underWay;
    private Map<TopicPartition, Holding> underWayOf = Map.of();
    private boolean underWayArrived;
    private @Nullable Held alone;
    private boolean dead;

    /** A partition during one ownership. */
    private static final class Holding {
        final ModelLog log;
        final int owner;
        final CommitPoint found;
        final Set<Long> begunBefore;
        final Map<String, Long> lastBegun = new HashMap<>();
        final Map<Lane, List<Held>> taken = new HashMap<>();
        final PartitionLedger ledger;
        long next;
        long gate;

        Holding(ModelLog log) {
            this.log = log;
            this.owner = log.assign();
            this.found = log.commitFound();
            this.begunBefore = new HashSet<>(log.begun);
            this.ledger = PartitionLedger.open(found, log.end());
            this.next = found.position();
            this.gate = found.position();
        }
    }

    ModelWorker(RandomGenerator random, int maxRecords, int maxRunning) {
        this.random = random;
        this.maxRunning = maxRunning;
        this.hand =
                new Hand(
                        maxRecords,
                        Long.MAX_VALUE / 4,
                        maxRunning,
                        record -> record.headers().conversation());
    }

    boolean dead() {
        return dead;
    }

    Set<TopicPartition> partitions() {
        return holdings.keySet();
    }

    void assign(ModelLog log) {
        Holding holding = new Holding(log);
        holdings.put(log.partition, holding);
        hand.open(log.partition, holding.ledger);
    }

    /** One thing that can happen to a process, chosen by chance. */
    void step() {
        switch (random.nextInt(12)) {
            case 0, 1 -> poll();
            case 2, 3 -> begin();
            case 4, 5 -> handlerReturns(random.nextInt(10) < 7);
            case 6 -> pendingEnds(random.nextInt(10) < 8);
            case 7 -> due();
            case 8 -> sendCommit();
            case 9 -> commitArrives();
            case 10 -> commitAnswered();
            default -> isolate(random.nextInt(10) < 8);
        }
    }

    /** Everything goes well from now on; returns when nothing is left to do, or the worker died. */
    void workOff() {
        boolean open = true;
        for (int round = 0; open && !dead; round++) {
            check(round < 20_000, "the worker makes no progress", holdings.keySet());
            poll();
            commitAnswered();
            sendCommit();
            commitArrives();
            commitAnswered();
            begin();
            isolate(true);
            while (!dead && !running.isEmpty()) {
                handlerReturns(true);
                begin();
            }
            while (!dead && !pending.isEmpty()) {
                pendingEnds(true);
            }
            while (!dead && !resting.isEmpty()) {
                due();
            }
            open = holdings.values().stream().anyMatch(held -> held.next < held.log.end());
            open |= hand.records() > 0;
        }
    }

    static void check(boolean kept, String broken, @Nullable Object by) {
        if (!kept) {
            throw new AssertionError(by + " " + broken);
        }
    }

    private void poll() {
        for (Holding holding : holdings.values()) {
            if (!hand.wants(holding.log.partition)) {
                continue;
            }
            int most = random.nextInt(hand.pollSize()) + 1;
            for (; most > 0 && holding.next < holding.log.end(); most--) {
                ModelLog.Entry entry = holding.log.entries.get((int) holding.next);
                if (entry.lane() != null) {
                    hand.take(holding.log.partition, holding.log.read(entry));
                    Held held = holding.ledger.inHand(entry.offset());
                    if (held != null) {
                        holding.taken.computeIfAbsent(held.lane, _ -> new ArrayList<>()).add(held);
                    }
                }
                holding.next++;
            }
            hand.readUpTo(holding.log.partition, holding.next);
        }
    }

    private void begin() {
        Optional<Held> next = hand.begin();
        while (next.isPresent() && !dead) {
            check(alone == null, "something begins beside a suspect", alone);
            begun(next.get());
            next = dead ? Optional.empty() : hand.begin();
        }
        if (!dead) {
            assertNothingIsHeldUp();
        }
    }

    private void begun(Held held) {
        Holding holding = holdingOf(held);
        ModelLog.Entry entry = holding.log.entries.get((int) held.offset());
        running.add(held);
        check(running.size() <= maxRunning, "too many run", running.size());
        check(held.offset() < holding.gate, "begins beyond its commit", entry);
        assertWasNotFinished(holding, entry);
        assertInOrder(holding, entry, held);
        if (!held.record().redelivered()) {
            check(
                    !holding.begunBefore.contains(entry.offset()),
                    "was begun before, but nobody is told",
                    entry);
        }
        if (held.verdict() != null) {
            int deaths = holding.log.diedAlone.getOrDefault(entry.offset(), 0);
            check(deaths >= Solo.DEATHS_TO_PARK, "is blamed without proof", entry);
            return;
        }
        holding.log.begun.add(entry.offset());
        if (entry.kills()) {
            die();
        }
    }

    private static void assertWasNotFinished(Holding holding, ModelLog.Entry entry) {
        boolean finished =
                entry.offset() < holding.found.position()
                        || holding.found.metadata().finished().contains(entry.offset());
        check(!finished, "was finished and committed", entry);
    }

    private void assertInOrder(Holding holding, ModelLog.Entry entry, Held held) {
        for (Held other : running) {
            if (other != held && other.lane == held.lane) {
                throw new AssertionError(entry + " begins while " + other.record() + " runs");
            }
        }
        for (Held other : resting) {
            if (other.lane == held.lane
                    && other.state == Held.State.RESTING
                    && other.offset() < held.offset()) {
                throw new AssertionError(entry + " overtakes " + other.record());
            }
        }
        long last = holding.lastBegun.getOrDefault(entry.lane(), -1L);
        boolean again = held.attempt() > 1 || held.verdict() != null;
        if (!again) {
            check(entry.offset() > last, "begins after a later one of its lane", entry);
            for (Held earlier : holding.taken.get(held.lane)) {
                check(earlier.offset() >= held.offset() || earlier.begun, "overtakes", entry);
            }
        }
        holding.lastBegun.merge(entry.lane(), entry.offset(), Math::max);
    }

    /** A lane that could begin has begun, whatever other lanes do. */
    private void assertNothingIsHeldUp() {
        if (hand.isolating() || hand.running() >= maxRunning) {
            return;
        }
        for (Holding holding : holdings.values()) {
            Set<Lane> blocked = new HashSet<>();
            running.forEach(held -> blocked.add(held.lane));
            resting.stream()
                    .filter(held -> held.state == Held.State.RESTING)
                    .forEach(held -> blocked.add(held.lane));
            for (Held held : holding.ledger.unfinished()) {
                if (held.state == Held.State.QUEUED && held.offset() < holding.gate) {
                    check(blocked.contains(held.lane), "is held up", held.coordinates());
                }
                blocked.add(held.lane);
            }
        }
    }

    private void handlerReturns(boolean well) {
        if (running.isEmpty()) {
            return;
        }
        Held held = running.remove(random.nextInt(running.size()));
        if (!well && held.verdict() == null) {
            resting.add(held);
            hand.failed(held);
            survived(held);
        } else if (random.nextInt(4) == 0) {
            pending.add(held);
            hand.pending(held);
        } else {
            finished(held);
            hand.done(held);
            survived(held);
        }
    }

    private void pendingEnds(boolean well) {
        if (pending.isEmpty()) {
            return;
        }
        Held held = pending.remove(random.nextInt(pending.size()));
        if (well) {
            finished(held);
            hand.completed(held);
        } else {
            resting.add(held);
            hand.failed(held);
        }
        survived(held);
    }

    private void finished(Held held) {
        logOf(held).finished.add(held.offset());
    }

    private void survived(Held held) {
        if (held == alone) {
            alone = null;
        }
    }

    private void due() {
        if (!resting.isEmpty()) {
            hand.due(resting.remove(random.nextInt(resting.size())));
        }
    }

    private void sendCommit() {
        if (underWay == null) {
            Map<TopicPartition, CommitPoint> points = hand.points();
            if (!points.isEmpty()) {
                lowerGates(points);
                underWay = points;
                underWayOf = Map.copyOf(holdings);
                underWayArrived = false;
            }
        }
    }

    private void commitArrives() {
        if (underWay != null && !underWayArrived) {
            underWayArrived = accepted(underWay, underWayOf);
        }
    }

    private void commitAnswered() {
        if (underWay == null) {
            return;
        }
        Map<TopicPartition, CommitPoint> points = underWay;
        underWay = null;
        if (underWayArrived && random.nextInt(10) > 0) {
            committed(points, underWayOf);
        } else {
            hand.notCommitted(points);
        }
    }

    private boolean accepted(
            Map<TopicPartition, CommitPoint> points, Map<TopicPartition, Holding> of) {
        boolean all = true;
        for (Map.Entry<TopicPartition, CommitPoint> point : points.entrySet()) {
            Holding holding = of.get(point.getKey());
            if (holding != null) {
                Long solo = alone == null || logOf(alone) != holding.log ? null : alone.offset();
                all &= holding.log.commit(holding.owner, point.getValue(), solo);
            }
        }
        return all;
    }

    private void lowerGates(Map<TopicPartition, CommitPoint> points) {
        points.forEach(
                (partition, point) -> {
                    Holding holding = holdings.get(partition);
                    holding.gate = Math.min(holding.gate, point.metadata().reach());
                });
    }

    private void committed(
            Map<TopicPartition, CommitPoint> points, Map<TopicPartition, Holding> of) {
        points.forEach(
                (partition, point) -> {
                    Holding holding = holdings.get(partition);
                    if (holding != null
                            && holding == of.get(partition)
                            && point.metadata().reach() > holding.gate) {
                        holding.gate = point.metadata().reach();
                    }
                });
        hand.committed(points);
    }

    private void isolate(boolean arrives) {
        Optional<Held> soloist = hand.soloist();
        if (soloist.isEmpty() || underWay != null) {
            if (hand.isolating() && random.nextInt(200) == 0) {
                alone = null;
                hand.dismissSuspects();
            }
            return;
        }
        Held suspect = soloist.get();
        check(running.isEmpty(), "is to run beside others", suspect.coordinates());
        hand.announceAlone(suspect);
        Map<TopicPartition, CommitPoint> points = hand.points();
        lowerGates(points);
        alone = suspect;
        if (arrives && accepted(points, holdings)) {
            committed(points, holdings);
            check(hand.beginAlone(suspect), "is not begun", suspect.coordinates());
            begun(suspect);
        } else {
            alone = null;
            hand.notCommitted(points);
            hand.withdrawAlone(suspect);
        }
    }

    /** The process ends without a word. */
    void die() {
        dead = true;
        holdings.clear();
        underWay = null;
    }

    /** The process was frozen, its partitions belong to others, and now it notices. */
    void lose() {
        List<TopicPartition> all = List.copyOf(holdings.keySet());
        alone = null;
        hand.release(all);
        forget(all);
    }

    /** An orderly end of ownership; the last commit may still get lost. */
    void release(TopicPartition partition, boolean arrives) {
        List<TopicPartition> one = List.of(partition);
        hand.stop(one);
        for (int i = random.nextInt(4); i > 0; i--) {
            handlerReturns(true);
        }
        if (alone != null && logOf(alone) == holdings.get(partition).log) {
            alone = null;
        }
        Map<TopicPartition, CommitPoint> points = hand.release(one);
        if (arrives) {
            accepted(points, Map.copyOf(holdings));
        }
        forget(one);
    }

    private void forget(List<TopicPartition> partitions) {
        partitions.forEach(holdings::remove);
    }

    private ModelLog logOf(Held held) {
        return logs.get(held.coordinates().partition());
    }

    private Holding holdingOf(Held held) {
        Holding holding = holdings.get(new TopicPartition(ModelLog.TOPIC, partitionOf(held)));
        check(holding != null, "begins, but its partition is not held", held.coordinates());
        return holding;
    }

    private static int partitionOf(Held held) {
        return held.coordinates().partition();
    }

    private List<ModelLog> logs = List.of();

    ModelWorker knowing(List<ModelLog> all) {
        logs = all;
        return this;
    }
}
