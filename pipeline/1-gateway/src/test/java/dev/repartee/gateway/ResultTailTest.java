package dev.repartee.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.embedded.TestEngines;
import dev.repartee.gateway.limit.OpenRequests;
import dev.repartee.gateway.push.LiveSocket;
import dev.repartee.gateway.push.PushRouter;
import dev.repartee.gateway.push.ResultTail;
import dev.repartee.gateway.push.Sockets;
import dev.repartee.gateway.push.StoredResults;
import dev.repartee.gateway.push.Waiters;
import dev.repartee.kafka.sender.StageSender;
import dev.repartee.redis.Push;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where reading the results off the log begins when delivery is behind. */
class ResultTailTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** By which all that is in the log is old. */
    private static final Clock LONG_AFTER = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));

    private static final Duration LOOK_BACK = Duration.ofSeconds(5);

    private static TestEngines.Lone kafka;
    private static Harness gateway;

    @BeforeAll
    static void start() {
        kafka = TestEngines.loneKafka();
        gateway = new Harness(kafka.engine().address(), TestEngines.redis(), config -> config);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        kafka.close();
    }

    private StageSender pipeline;

    @BeforeEach
    void connect() {
        pipeline = new StageSender(gateway.cluster, "pipeline", gateway.meters);
    }

    @AfterEach
    void disconnect() {
        pipeline.close(Duration.ofMillis(200));
    }

    @Test
    void showsWhatDeliveryHasNotFinishedBeforeWhatIsNew() throws Exception {
        ChatRequest request = asked("bert");
        Coordinates finished = replied(request, "finished");
        replied(request, "under way");
        replied(request, "under way too");
        finishedThrough(finished, 0);

        Shown socket = new Shown(request.userKey());
        try (ResultTail tail = tail(socket, LONG_AFTER)) {
            tail.down();
            awaitShown(socket, "under way", "under way too");
            replied(request, "new");
            awaitShown(socket, "under way", "under way too", "new");
        }
    }

    /** What was pushed last may have been lost, however long ago it was made. */
    @Test
    void showsWhatDeliveryPushedLastWhenItIsFarBehind() throws Exception {
        ChatRequest request = asked("carla");
        Coordinates longFinished = replied(request, "long finished");
        replied(request, "pushed last");
        replied(request, "under way");
        Instant before = pastNow();
        replied(request, "recent");
        finishedThrough(longFinished, 1);

        Shown socket = new Shown(request.userKey());
        try (ResultTail tail = tail(socket, Clock.fixed(before.plus(LOOK_BACK), ZoneOffset.UTC))) {
            tail.down();
            awaitShown(socket, "pushed last", "under way", "recent");
        }
    }

    private static ChatRequest asked(String user) throws Exception {
        String text = "a question of " + user;
        gateway.post(
                "/api/v1/messages", "{\"text\":\"%s\",\"userId\":\"%s\"}".formatted(text, user));
        return gateway.sent(text);
    }

    private Coordinates replied(ChatRequest request, String text) {
        return pipeline.send(Topic.RESULTS.topicName(), StandInPipeline.replied(request, text))
                .join();
    }

    /** A time after all that is in the log, and before all that comes. */
    private static Instant pastNow() {
        Instant time = Instant.now().plusMillis(2).truncatedTo(ChronoUnit.MILLIS);
        Awaitility.await().atMost(PATIENCE).until(() -> Instant.now().isAfter(time));
        return time;
    }

    private static void awaitShown(Shown socket, String... texts) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(socket.texts).containsExactly(texts));
    }

    private static ResultTail tail(LiveSocket socket, Clock clock) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Sockets sockets = new Sockets(1, meters);
        sockets.add(socket);
        Waiters waiters = new Waiters(1, clock, meters);
        PushRouter router = new PushRouter(sockets, waiters, new OpenRequests(1, clock, meters));
        return new ResultTail(
                gateway.cluster,
                router,
                new StoredResults(gateway.history, waiters, router),
                clock);
    }

    /** Delivery has finished a result and some more. */
    private static void finishedThrough(Coordinates first, int more) throws Exception {
        try (Admin admin = Admin.create(gateway.cluster.properties())) {
            admin.alterConsumerGroupOffsets(
                            Topic.Party.DELIVERY.word(),
                            Map.of(
                                    new TopicPartition(first.topic(), first.partition()),
                                    new OffsetAndMetadata(first.offset() + 1 + more)))
                    .all()
                    .get();
        }
    }

    /** Remembers the texts of the replies that it was given. */
    private static final class Shown implements LiveSocket {

        private final UserKey user;
        private final List<String> texts = new CopyOnWriteArrayList<>();

        Shown(UserKey user) {
            this.user = user;
        }

        @Override
        public String id() {
            return "socket";
        }

        @Override
        public UserKey user() {
            return user;
        }

        @Override
        public String device() {
            return "phone";
        }

        @Override
        public void delta(Push.Delta delta) {}

        @Override
        public void result(Push.Result result, Push.Audience.Device audience) {
            texts.add(((ChatResult.Replied) result.result()).reply().text());
        }

        @Override
        public void resent(Push.Result result) {}

        @Override
        public void refused(RequestId requestId, ErrorCode code) {}

        @Override
        public void drain(long reconnectAfterMillis) {}

        @Override
        public void close(ErrorCode code) {}
    }
}
