package dev.repartee.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.Topic;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.sender.StageSender;
import dev.repartee.redis.Signal;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What promise P6 says of the gateway: degrade, do not fail, recover without a restart. */
class EnginesGoneTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static TestEngines.Lone kafka;
    private static TestEngines.Lone redis;
    private static Harness gateway;

    @BeforeAll
    static void start() {
        kafka = TestEngines.loneKafka();
        redis = TestEngines.loneRedis();
        gateway =
                new Harness(
                        kafka.engine().address(),
                        redis.engine().address(),
                        config -> config,
                        Duration.ofSeconds(3));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        redis.close();
        kafka.close();
    }

    @Test
    void promisesNothingWithoutTheLogAndRecoversByItself() {
        kafka.engine().kill();
        String body = "{\"text\":\"no log\",\"userId\":\"u\"}";

        // Within 3 s; a machine that stands still spoils one try.
        Awaitility.await().atMost(PATIENCE).until(() -> answersWithinThreeSeconds(body));
        HttpResponse<String> refused = gateway.post("/api/v1/messages", body);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        JsonNode problem = Harness.json(refused);
        assertThat(problem.get("code").stringValue()).isEqualTo("log_unavailable");
        String requestId = problem.get("requestId").stringValue();

        kafka.engine().start();
        String again = body.replace("}", ",\"requestId\":\"" + requestId + "\"}");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> gateway.post("/api/v1/messages", again).statusCode() == 202);
    }

    private static boolean answersWithinThreeSeconds(String body) {
        long begun = System.nanoTime();
        gateway.post("/api/v1/messages", body);
        return System.nanoTime() - begun < Duration.ofMillis(3_500).toNanos();
    }

    @Test
    void takesMessagesAndShowsRepliesWithoutRedis() {
        StageSender pipeline = new StageSender(gateway.cluster, "pipeline", gateway.meters);
        try (SocketScript anna = SocketScript.open(gateway, "anna", "default")) {
            redis.engine().kill();
            Awaitility.await().atMost(PATIENCE).until(() -> !gateway.redis.up());

            anna.send("{\"type\":\"message\",\"text\":\"no redis\",\"requestId\":\"r-1\"}");
            anna.expect("accepted");
            ChatRequest request = gateway.sent("no redis");
            ChatResult result = StandInPipeline.replied(request, "from the log");
            pipeline.send(Topic.RESULTS.topicName(), result).join();

            assertThat(anna.expect("reply").get("text").stringValue()).isEqualTo("from the log");

            redis.engine().start();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(
                            () ->
                                    gateway.redis.up()
                                            && gateway.signals(Signal.Connected.class).stream()
                                                            .filter(
                                                                    one ->
                                                                            one.user()
                                                                                    .user()
                                                                                    .value()
                                                                                    .equals("anna"))
                                                            .count()
                                                    >= 2);
        } finally {
            pipeline.close(Duration.ofMillis(200));
        }
    }
}
