package dev.repartee.gateway;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.repartee.kafka.sender.AcceptingSender;
import dev.repartee.redis.Push;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where reading the results off the log begins when delivery is behind. */
class ResultTailTest {

    private static final Duration LONG_AFTER = Duration.ofMinutes(10);

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

    @Test
    void showsWhatDeliveryHasNotFinishedBeforeWhatIsNew() throws Exception {
        AcceptingSender pipeline = new AcceptingSender(gateway.cluster, "pipeline", gateway.meters);
        pipeline.prepare(Topic.RESULTS.topicName());
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(pipeline::ready);
        gateway.post("/api/v1/messages", "{\"text\":\"the question\",\"userId\":\"bert\"}");
        ChatRequest request = gateway.sent("the question");
        TopicPartition partition = null;
        for (String text : List.of("finished", "under way", "under way too")) {
            var place =
                    pipeline.send(Topic.RESULTS.topicName(), Harness.replied(request, text)).join();
            partition = new TopicPartition(place.topic(), place.partition());
        }
        finishedThrough(partition, 1);

        Shown socket = new Shown(request.userKey());
        try (ResultTail tail = tail(socket)) {
            tail.down();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () ->
                                    assertThat(socket.texts)
                                            .containsExactly("under way", "under way too"));
            pipeline.send(Topic.RESULTS.topicName(), Harness.replied(request, "new")).join();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () ->
                                    assertThat(socket.texts)
                                            .containsExactly("under way", "under way too", "new"));
        } finally {
            pipeline.close(Duration.ofMillis(200));
        }
    }

    /** A tail whose clock says that all that is in the log is old. */
    private static ResultTail tail(LiveSocket socket) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Clock clock = Clock.offset(Clock.systemUTC(), LONG_AFTER);
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

    private static void finishedThrough(TopicPartition partition, long offset) throws Exception {
        try (Admin admin = Admin.create(gateway.cluster.properties())) {
            admin.alterConsumerGroupOffsets(
                            Topic.Party.DELIVERY.word(),
                            Map.of(partition, new OffsetAndMetadata(offset)))
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
