package dev.repartee.delivery.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.repartee.contract.GatewayId;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.UserKey;
import dev.repartee.delivery.Results;
import dev.repartee.delivery.pending.Outgoing;
import dev.repartee.redis.Presence;
import dev.repartee.redis.Push;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

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

    private final Random random;
    private boolean faults;
    private final UserKey user = Results.user("ada");
    private final LaneRecords records = new LaneRecords();
    private final LaneSockets sockets = new LaneSockets(records);
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
    private boolean redisUp = true;

    LaneWorld(long seed, boolean faults) {
        this.random = new Random(seed);
        this.faults = faults;
        this.lane = newLane();
    }

    /** Replies that were given to the store. */
    int stored() {
        return records.stored;
    }

    /** Pushes of what waited. */
    int drained() {
        return sockets.drained;
    }

    /** Replies that were shown because they were asked for again. */
    int resent() {
        return sockets.resent;
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
                records.storeWasAway |= !storeUp;
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
        records.all.put(offset, reply);
        append(arrived(reply, random.nextInt(10) == 0));
    }

    private LaneEvent.Arrived arrived(Outgoing reply, boolean hurried) {
        return new LaneEvent.Arrived(reply, hurried, records.first(reply.requestId()) < bornAt);
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
                records.unfinished.put(reply.offset(), reply);
                feed(arrived(reply, hurried));
            } else {
                feed(event);
            }
        }
    }

    /** A client sends one of its messages again, whose reply is there or is being made. */
    private void sendAgain() {
        sockets.any(random)
                .ifPresent(
                        socket -> {
                            List<Outgoing> replies = List.copyOf(records.all.values());
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
        if (nextOffset == 0 || records.all.isEmpty()) {
            return;
        }
        long last = records.all.keySet().stream().max(Long::compare).orElseThrow();
        if (records.excused.contains(last)) {
            return;
        }
        long offset = nextOffset++;
        Outgoing again = new Outgoing(offset, records.all.get(last).result());
        records.excused.add(offset);
        records.all.put(offset, again);
        append(arrived(again, false));
    }

    private void connect() {
        String device = DEVICES[random.nextInt(DEVICES.length)];
        GatewayId gateway = new GatewayId("gateway-" + (1 + random.nextInt(2)));
        Presence.Connection connection =
                new Presence.Connection(user, gateway, "s" + nextSocket++, device);
        sockets.open(connection);
        signal(new LaneEvent.Connected(connection));
    }

    private void disconnect() {
        sockets.any(random)
                .ifPresent(
                        socket -> {
                            sockets.close(socket);
                            signal(
                                    new LaneEvent.Disconnected(
                                            socket.connection.gateway(),
                                            socket.connection.connectionId()));
                        });
    }

    private void acknowledge() {
        sockets.any(random)
                .ifPresent(
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

    private void acknowledge(LaneSockets.Socket socket, Push.Result push) {
        RequestId requestId = push.result().key().requestId();
        String device = socket.device();
        records.acknowledge(device, requestId);
        signal(new LaneEvent.Acknowledged(device, requestId, push.offset()));
    }

    private void readOverHttp() {
        if (records.all.isEmpty()) {
            return;
        }
        List<Outgoing> replies = List.copyOf(records.all.values());
        RequestId requestId = replies.get(random.nextInt(replies.size())).requestId();
        records.acknowledgeOverHttp(requestId);
        signal(new LaneEvent.Acknowledged("http", requestId, -1));
    }

    private void foreignAcknowledgement() {
        signal(new LaneEvent.Acknowledged("phone", new RequestId("stranger"), nextOffset / 2));
    }

    private void redis(boolean up) {
        boolean back = up && !redisUp;
        redisUp = up;
        if (back) {
            sockets.all().forEach(socket -> feed(new LaneEvent.Connected(socket.connection)));
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
        List.copyOf(records.unfinished.values()).forEach(reply -> feed(arrived(reply, false)));
    }

    private void pass(Duration time) {
        historyAnswers();
        if (faults) {
            records.storeWasAway |= !answers.isEmpty();
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
            for (LaneSockets.Socket socket : sockets.all()) {
                while (!socket.unanswered.isEmpty()) {
                    acknowledge(socket, socket.unanswered.poll());
                }
            }
            for (LaneSockets.Socket socket : sockets.all()) {
                feed(new LaneEvent.Connected(socket.connection));
            }
            if (round % 4 == 3 && !records.store.rows.isEmpty()) {
                feed(new LaneEvent.Swept());
            }
            pass(Duration.ofSeconds(4));
        }
        assertThat(records.unfinished).as("records without an end").isEmpty();
        Set<String> present = new HashSet<>();
        sockets.all().forEach(socket -> present.add(socket.device()));
        for (Outgoing row : records.store.rows.values()) {
            assertThat(present)
                    .as("devices that are there have all that waits: %s", row.offset())
                    .allMatch(device -> records.hasAcknowledged(device, row));
        }
        assertThat(lane.unfinished()).isZero();
    }

    private boolean quiet() {
        return answers.isEmpty()
                && records.unfinished.isEmpty()
                && lane.idle()
                && sockets.all().stream().allMatch(s -> s.unanswered.isEmpty())
                && records.store.rows.values().stream()
                        .allMatch(
                                row ->
                                        sockets.all().stream()
                                                .allMatch(
                                                        s ->
                                                                records.hasAcknowledged(
                                                                        s.device(), row)));
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
            case LaneEffect.Finish(long offset) -> records.finished(offset);
            case LaneEffect.LookUpPresence(long asked) -> {
                if (redisUp) {
                    answers.add(new LaneEvent.PresenceSeen(asked, sockets.connections()));
                }
            }
            case LaneEffect.Report report -> {}
            case LaneEffect.FindResult(var key) ->
                    answers.add(new LaneEvent.ResultFound(key.requestId(), records.inHistory(key)));
            case LaneEffect.AskStore question -> {
                if (question instanceof LaneEffect.Save save) {
                    records.readByAll(save);
                }
                answers.add(
                        storeUp && (!faults || random.nextInt(15) > 0)
                                ? records.ask(question)
                                : records.away());
            }
        }
    }

    private void send(GatewayId gateway, Push.Result push) {
        if (!redisUp || faults && random.nextInt(8) == 0) {
            return;
        }
        sockets.show(gateway, push);
    }
}
