package dev.repartee.delivery.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.repartee.contract.GatewayId;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.UserKey;
import dev.repartee.delivery.Results;
import dev.repartee.delivery.pending.Outgoing;
import dev.repartee.redis.Presence;
import dev.repartee.redis.Push;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One user's lane in a world that loses messages, stops engines and restarts processes, from a
 * seed. Checks at every step what must never happen.
 */
final class LaneWorld {

    static final LanePolicy POLICY =
            new LanePolicy(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(8),
                    3,
                    4,
                    3,
                    8);
    private static final String[] DEVICES = {"phone", "tablet", "desk"};

    /** A client behind a gateway, as the protocol asks gateways to behave. */
    private static final class Socket {
        final Presence.Connection connection;
        final List<Long> shown = new ArrayList<>();
        final Set<RequestId> shownRequests = new HashSet<>();
        final Set<RequestId> sent = new HashSet<>();
        long reached = -1;
        final Deque<Push.Result> unanswered = new ArrayDeque<>();

        Socket(Presence.Connection connection) {
            this.connection = connection;
        }
    }

    private final Random random;
    private boolean faults;
    private final UserKey user = Results.user("ada");
    private final MemoryPendingStore store = new MemoryPendingStore(12);
    private final Map<String, Socket> sockets = new LinkedHashMap<>();
    private final TreeMap<Long, Outgoing> unfinished = new TreeMap<>();
    private final Map<Long, Outgoing> all = new HashMap<>();
    private final Map<String, Set<RequestId>> acknowledgedBy = new HashMap<>();
    private final Set<RequestId> acknowledgedOverHttp = new HashSet<>();
    private final Set<Long> excused = new TreeSet<>();
    private final Deque<LaneEvent> answers = new ArrayDeque<>();

    /** What is in the log and was not read yet; history may have read it before. */
    private final Deque<LaneEvent> log = new ArrayDeque<>();

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private UserLane lane;
    private long nextOffset;

    /** Messages of results from before are older than the lane. */
    private long bornAt;

    private int nextSocket;
    private boolean storeUp = true;
    private boolean storeWasAway;
    private boolean redisUp = true;
    int pushes;
    int stored;
    int drained;
    int resent;

    LaneWorld(long seed, boolean faults) {
        this.random = new Random(seed);
        this.faults = faults;
        this.lane = newLane();
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
        recover();
    }

    private void step() {
        switch (random.nextInt(faults ? 20 : 14)) {
            case 0, 1, 2 -> arrive();
            case 3 -> connect();
            case 4 -> disconnect();
            case 5, 6, 7 -> acknowledge();
            case 8 -> pass(Duration.ofMillis(random.nextInt(3_000)));
            case 9, 10 -> answer();
            case 11 -> arriveTwice();
            case 12 -> sendAgain();
            case 13 -> readLog();
            case 14 -> {
                storeUp = random.nextInt(3) > 0;
                storeWasAway |= !storeUp;
            }
            case 15 -> redis(random.nextInt(3) > 0);
            case 16 -> {
                if (random.nextInt(4) == 0) {
                    restart();
                }
            }
            case 17 -> pass(Duration.ofSeconds(random.nextInt(40)));
            case 18 -> readOverHttp();
            case 19 -> foreignAcknowledgement();
            default -> throw new AssertionError();
        }
    }

    // What people and engines do ------------------------------------------------------------------

    private void arrive() {
        long offset = nextOffset;
        nextOffset += 1 + random.nextInt(3);
        Outgoing reply =
                new Outgoing(
                        offset,
                        Results.replied(
                                user,
                                "r" + offset,
                                "text",
                                random.nextBoolean() ? Results.GATEWAY : null,
                                false));
        all.put(offset, reply);
        append(arrived(reply, random.nextInt(10) == 0));
    }

    private LaneEvent.Arrived arrived(Outgoing reply, boolean hurried) {
        return new LaneEvent.Arrived(reply, hurried, first(reply.requestId()) < bornAt);
    }

    private long first(RequestId request) {
        return all.values().stream()
                .filter(reply -> reply.requestId().equals(request))
                .mapToLong(Outgoing::offset)
                .min()
                .orElseThrow();
    }

    private void append(LaneEvent event) {
        log.add(event);
        if (random.nextInt(4) > 0) {
            readLog();
        }
    }

    private void readLog() {
        while (!log.isEmpty()) {
            LaneEvent event = log.poll();
            if (event instanceof LaneEvent.Arrived(var reply, boolean hurried, boolean doubtful)) {
                unfinished.put(reply.offset(), reply);
                feed(arrived(reply, hurried));
            } else {
                feed(event);
            }
        }
    }

    /** A client sends one of its messages again, whose reply is there or is being made. */
    private void sendAgain() {
        any().ifPresent(
                        socket -> {
                            List<Outgoing> replies = List.copyOf(all.values());
                            RequestId id =
                                    replies.isEmpty() || random.nextInt(6) == 0
                                            ? new RequestId("r" + nextOffset)
                                            : replies.get(random.nextInt(replies.size()))
                                                    .requestId();
                            socket.sent.add(id);
                            append(
                                    new LaneEvent.Resent(
                                            Results.resend(
                                                    user,
                                                    id.value(),
                                                    socket.connection.gateway(),
                                                    true),
                                            nextOffset++));
                        });
    }

    private void arriveTwice() {
        if (nextOffset == 0 || all.isEmpty()) {
            return;
        }
        long last = all.keySet().stream().max(Long::compare).orElseThrow();
        if (excused.contains(last)) {
            return;
        }
        long offset = nextOffset++;
        Outgoing again = new Outgoing(offset, all.get(last).result());
        excused.add(offset);
        all.put(offset, again);
        append(arrived(again, false));
    }

    private void connect() {
        String device = DEVICES[random.nextInt(DEVICES.length)];
        GatewayId gateway = new GatewayId("gateway-" + (1 + random.nextInt(2)));
        Presence.Connection connection =
                new Presence.Connection(user, gateway, "s" + nextSocket++, device);
        sockets.put(connection.connectionId(), new Socket(connection));
        signal(new LaneEvent.Connected(connection));
    }

    private void disconnect() {
        any().ifPresent(
                        socket -> {
                            sockets.remove(socket.connection.connectionId());
                            signal(
                                    new LaneEvent.Disconnected(
                                            socket.connection.gateway(),
                                            socket.connection.connectionId()));
                        });
    }

    private void acknowledge() {
        any().ifPresent(
                        socket -> {
                            Push.Result push =
                                    random.nextInt(5) == 0
                                            ? socket.unanswered.pollLast()
                                            : socket.unanswered.pollFirst();
                            if (push != null) {
                                acknowledge(socket, push);
                            }
                        });
    }

    private void acknowledge(Socket socket, Push.Result push) {
        RequestId requestId = push.result().key().requestId();
        String device = socket.connection.device();
        acknowledgedBy.computeIfAbsent(device, d -> new HashSet<>()).add(requestId);
        signal(new LaneEvent.Acknowledged(device, requestId, push.offset()));
    }

    private void readOverHttp() {
        if (all.isEmpty()) {
            return;
        }
        List<Outgoing> replies = List.copyOf(all.values());
        RequestId requestId = replies.get(random.nextInt(replies.size())).requestId();
        acknowledgedOverHttp.add(requestId);
        signal(new LaneEvent.Acknowledged("http", requestId, -1));
    }

    private void foreignAcknowledgement() {
        signal(new LaneEvent.Acknowledged("phone", new RequestId("stranger"), nextOffset / 2));
    }

    private void redis(boolean up) {
        boolean back = up && !redisUp;
        redisUp = up;
        if (back) {
            List.copyOf(sockets.values())
                    .forEach(socket -> feed(new LaneEvent.Connected(socket.connection)));
            if (random.nextBoolean()) {
                feed(new LaneEvent.Reachable());
            }
        }
    }

    /** Another process takes over: memory is gone, unfinished records are read again. */
    private void restart() {
        answers.clear();
        bornAt = nextOffset;
        lane = newLane();
        feed(new LaneEvent.Tick());
        List.copyOf(unfinished.values()).forEach(reply -> feed(arrived(reply, false)));
    }

    private void pass(Duration time) {
        historyAnswers();
        if (faults) {
            storeWasAway |= !answers.isEmpty();
        } else {
            while (!answers.isEmpty()) {
                answer();
            }
        }
        Instant end = now.plus(time);
        while (lane.nextWake().isBefore(end)) {
            Instant wake = lane.nextWake();
            now = wake.isAfter(now) ? wake : now;
            feed(new LaneEvent.Tick());
            historyAnswers();
            if (!lane.nextWake().isAfter(now)) {
                fail("the lane spins at " + now);
            }
        }
        now = end;
        feed(new LaneEvent.Tick());
    }

    /** History is never late: what is unknown in time is shown, and that is not looked at here. */
    private void historyAnswers() {
        List<LaneEvent> found =
                answers.stream().filter(LaneEvent.ResultFound.class::isInstance).toList();
        answers.removeAll(found);
        found.forEach(this::feed);
    }

    private void answer() {
        LaneEvent answer = answers.poll();
        if (answer != null) {
            feed(answer);
        }
    }

    private void recover() {
        faults = false;
        storeUp = true;
        redis(true);
        readLog();
        for (int round = 0; round < 400 && !quiet(); round++) {
            while (!answers.isEmpty()) {
                answer();
            }
            for (Socket socket : List.copyOf(sockets.values())) {
                while (!socket.unanswered.isEmpty()) {
                    acknowledge(socket, socket.unanswered.poll());
                }
            }
            for (Socket socket : List.copyOf(sockets.values())) {
                feed(new LaneEvent.Connected(socket.connection));
            }
            if (round % 4 == 3 && !store.rows.isEmpty()) {
                feed(new LaneEvent.Swept());
            }
            pass(Duration.ofSeconds(4));
        }
        assertThat(unfinished).as("records without an end").isEmpty();
        Set<String> present = new HashSet<>();
        sockets.values().forEach(socket -> present.add(socket.connection.device()));
        for (Outgoing row : store.rows.values()) {
            assertThat(present)
                    .as("devices that are there have all that waits: %s", row.offset())
                    .allMatch(device -> hasAcknowledged(device, row));
        }
        assertThat(lane.unfinished()).isZero();
    }

    private boolean quiet() {
        return answers.isEmpty()
                && unfinished.isEmpty()
                && lane.idle()
                && sockets.values().stream().allMatch(s -> s.unanswered.isEmpty())
                && store.rows.values().stream()
                        .allMatch(
                                row ->
                                        sockets.values().stream()
                                                .allMatch(
                                                        s ->
                                                                hasAcknowledged(
                                                                        s.connection.device(),
                                                                        row)));
    }

    // What the lane does --------------------------------------------------------------------------

    private UserLane newLane() {
        return new UserLane(user, POLICY, random, now);
    }

    private void signal(LaneEvent event) {
        if (redisUp && (!faults || random.nextInt(12) > 0)) {
            feed(event);
        }
    }

    private void feed(LaneEvent event) {
        for (LaneEffect effect : lane.on(event, now)) {
            take(effect);
        }
    }

    private void take(LaneEffect effect) {
        switch (effect) {
            case LaneEffect.Send(var gateway, var push) -> {
                if (push instanceof Push.Result result) {
                    send(gateway, result);
                }
            }
            case LaneEffect.Finish(long offset) -> finished(offset);
            case LaneEffect.LookUpPresence(long asked) -> {
                if (redisUp) {
                    answers.add(
                            new LaneEvent.PresenceSeen(
                                    asked,
                                    sockets.values().stream().map(s -> s.connection).toList()));
                }
            }
            case LaneEffect.Report report -> {}
            case LaneEffect.FindResult(var key) ->
                    answers.add(new LaneEvent.ResultFound(key.requestId(), inHistory(key)));
            case LaneEffect.AskStore question -> {
                if (question instanceof LaneEffect.Save save) {
                    readByAll(save);
                }
                answers.add(
                        storeUp && (!faults || random.nextInt(15) > 0) ? ask(question) : away());
            }
        }
    }

    private Optional<Outgoing> inHistory(RequestKey key) {
        return all.values().stream()
                .filter(reply -> reply.requestId().equals(key.requestId()))
                .min(Comparator.comparing(Outgoing::offset));
    }

    /** What is forgotten was read by all who were known when that was decided. */
    private void readByAll(LaneEffect.Save save) {
        for (Outgoing row : store.rows.headMap(save.trimThrough(), true).values()) {
            if (excused.add(row.offset())) {
                assertThat(save.devices())
                        .as("who has read %s", row.offset())
                        .isNotEmpty()
                        .allMatch(device -> hasAcknowledged(device.device(), row));
            }
        }
    }

    private LaneEvent away() {
        storeWasAway = true;
        return new LaneEvent.StoreFailed();
    }

    private LaneEvent ask(LaneEffect.AskStore question) {
        return switch (question) {
            case LaneEffect.Load load -> new LaneEvent.Loaded(store.load());
            case LaneEffect.LoadPage(int generation, long after, int limit) ->
                    new LaneEvent.PageLoaded(generation, store.page(after, limit));
            case LaneEffect.Store(var replies) -> {
                stored += replies.size();
                var answer = store.store(replies);
                answer.dropped().forEach(row -> excused.add(row.offset()));
                yield new LaneEvent.Stored(answer);
            }
            case LaneEffect.Save(var devices, long trim) -> {
                store.save(devices, trim);
                yield new LaneEvent.Saved();
            }
            case LaneEffect.Clear(var requestId) -> {
                assertThat(acknowledgedOverHttp).contains(requestId);
                yield new LaneEvent.Cleared(requestId, store.clear(requestId));
            }
        };
    }

    private void send(GatewayId gateway, Push.Result push) {
        pushes++;
        if (!redisUp || faults && random.nextInt(8) == 0) {
            return;
        }
        for (Socket socket : sockets.values()) {
            if (socket.connection.gateway().equals(gateway)) {
                switch (push.audience()) {
                    case Push.Audience.Waiter waiter -> {}
                    case Push.Audience.Resender resender -> showAgain(socket, push);
                    case Push.Audience.Device device -> {
                        if (socket.connection.device().equals(device.device())) {
                            show(socket, push, device);
                        }
                    }
                }
            }
        }
    }

    private void show(Socket socket, Push.Result push, Push.Audience.Device audience) {
        RequestId requestId = push.result().key().requestId();
        if (audience.pending()) {
            drained++;
        }
        if (socket.shownRequests.contains(requestId)) {
            if (hasAcknowledged(socket.connection.device(), all.get(push.offset()))) {
                socket.unanswered.add(push);
            }
            return;
        }
        if (socket.reached < audience.after()) {
            return;
        }
        socket.reached = Math.max(socket.reached, push.offset());
        shown(socket, push);
    }

    private void showAgain(Socket socket, Push.Result push) {
        RequestId requestId = push.result().key().requestId();
        if (socket.sent.contains(requestId) && !socket.shownRequests.contains(requestId)) {
            resent++;
            if (!storeWasAway) {
                assertNothingOvertaken(socket, push);
            }
            socket.shownRequests.add(requestId);
            socket.unanswered.add(push);
        }
    }

    private void shown(Socket socket, Push.Result push) {
        RequestId requestId = push.result().key().requestId();
        boolean newToDevice = !hasAcknowledged(socket.connection.device(), all.get(push.offset()));
        if (!storeWasAway && newToDevice) {
            long last = socket.shown.isEmpty() ? -1 : socket.shown.getLast();
            assertThat(push.offset()).as("shown in order").isGreaterThan(last);
            assertNothingOvertaken(socket, push);
        }
        assertThat(push.offset()).as("the first result wins").isEqualTo(first(requestId));
        if (newToDevice) {
            socket.shown.add(push.offset());
        }
        socket.shownRequests.add(requestId);
        socket.unanswered.add(push);
    }

    private void assertNothingOvertaken(Socket socket, Push.Result push) {
        if (hasAcknowledged(socket.connection.device(), all.get(push.offset()))) {
            return;
        }
        List<Outgoing> older = new ArrayList<>(store.rows.headMap(push.offset(), false).values());
        older.addAll(unfinished.headMap(push.offset(), false).values());
        assertThat(older)
                .as("nothing that waits is overtaken by %s", push.offset())
                .allMatch(
                        reply ->
                                hasAcknowledged(socket.connection.device(), reply)
                                        || socket.shownRequests.contains(reply.requestId())
                                        || excused.contains(reply.offset()));
    }

    private void finished(long offset) {
        Outgoing reply = unfinished.remove(offset);
        if (reply == null) {
            return;
        }
        boolean acknowledged =
                acknowledgedOverHttp.contains(reply.requestId())
                        || acknowledgedBy.keySet().stream()
                                .anyMatch(device -> hasAcknowledged(device, reply));
        boolean waits = store.rows.containsKey(offset);
        assertThat(acknowledged || waits || excused.contains(offset))
                .as("reply %s was finished, neither acknowledged nor stored", offset)
                .isTrue();
        if (!waits && !storeWasAway && !excused.contains(offset)) {
            assertThat(store.devices.keySet())
                    .as("%s is finished for every known device", offset)
                    .allMatch(device -> hasAcknowledged(device, reply));
        }
    }

    private boolean hasAcknowledged(String device, Outgoing reply) {
        return acknowledgedBy.getOrDefault(device, Set.of()).contains(reply.requestId());
    }

    private Optional<Socket> any() {
        List<Socket> list = List.copyOf(sockets.values());
        return list.isEmpty()
                ? Optional.empty()
                : Optional.of(list.get(random.nextInt(list.size())));
    }
}
