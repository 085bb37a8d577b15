package dev.repartee.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserId;
import dev.repartee.contract.content.TextHash;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.gateway.limit.Rate;
import dev.repartee.gateway.limit.Rates;
import dev.repartee.kafka.Partitions;
import dev.repartee.messages.StoredResult;
import dev.repartee.redis.Signal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What becomes of a message that comes over HTTP. */
class MessagesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static Harness gateway;

    @BeforeAll
    static void start() {
        gateway =
                Harness.start(
                        config ->
                                new GatewayConfig(
                                        config.network(),
                                        config.limits(),
                                        new Rates(
                                                new Rate(1, 40),
                                                new Rate(10_000, 20_000),
                                                new Rate(10_000, 20_000)),
                                        config.sockets(),
                                        config.patience(),
                                        null));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void acceptsOnlyWhatTheLogHas() {
        HttpResponse<String> response =
                gateway.post(
                        "/api/v1/messages", "{\"text\":\"  Hello there \",\"userId\":\"durable\"}");

        assertThat(response.statusCode()).isEqualTo(202);
        JsonNode body = Harness.json(response);
        assertThat(body.get("status").stringValue()).isEqualTo("open");
        ConsumerRecord<byte[], byte[]> record = onTheLog("acme:durable");
        ChatRequest request = gateway.sent("Hello there");
        assertThat(new String(record.key())).isEqualTo("acme:durable");
        assertThat(header(record, "requestId")).isEqualTo(body.get("requestId").stringValue());
        assertThat(header(record, "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
        assertThat(request.envelope().assistant().value()).isEqualTo("default");
        assertThat(request.envelope().replyTo().gateway()).isEqualTo(gateway.gatewayId);
        assertThat(request.envelope().replyTo().streaming()).isFalse();
        assertThat(request.envelope().idFromClient()).isFalse();
        assertThat(request.textHash()).isEqualTo(TextHash.of("Hello there"));
        assertThat(response.headers().firstValue("RateLimit-Remaining")).contains("39");
    }

    @Test
    void carriesOnTheCallersTrace() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        gateway.send(
                gateway.request("/api/v1/messages")
                        .header("Content-Type", "application/json")
                        .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                        .POST(body("{\"text\":\"traced\",\"userId\":\"tracer\"}")));

        String sent =
                gateway.log.sent.stream()
                        .filter(one -> one.event().userKey().user().value().equals("tracer"))
                        .findFirst()
                        .orElseThrow()
                        .headers()
                        .traceparent();
        assertThat(sent).startsWith("00-" + trace + "-").endsWith("-01").doesNotContain("b7ad6b");
    }

    @Test
    void redactsByTheTenantsPolicyBeforeTheLog() {
        HttpResponse<String> response =
                gateway.post(
                        "/api/v1/messages",
                        gateway.otherKey,
                        "{\"text\":\"mail me at anna@example.com\",\"userId\":\"u\"}");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(gateway.sent("mail me at [email]").envelope().assistant().value())
                .isEqualTo("only");
    }

    @Test
    void refusesAnIdForAnotherText() {
        String id = UUID.randomUUID().toString();
        String first = "{\"text\":\"one\",\"userId\":\"u\",\"requestId\":\"" + id + "\"}";

        assertThat(gateway.post("/api/v1/messages", first).statusCode()).isEqualTo(202);
        assertThat(gateway.post("/api/v1/messages", first).statusCode())
                .as("the same again is a retry")
                .isEqualTo(202);
        HttpResponse<String> reused = gateway.post("/api/v1/messages", first.replace("one", "two"));
        assertThat(reused.statusCode()).isEqualTo(409);
        assertThat(Harness.json(reused).get("code").stringValue()).isEqualTo("id_reused");
        assertThat(
                        gateway.post(
                                        "/api/v1/messages",
                                        first.replace("one", "two").replace("\"u\"", "\"v\""))
                                .statusCode())
                .as("another user's id is another id")
                .isEqualTo(202);
    }

    @Test
    void keepsAConversationWithItsAssistant() {
        String conversation = "conv-" + UUID.randomUUID();
        String body =
                "{\"text\":\"hi\",\"userId\":\"keeper\",\"conversationId\":\""
                        + conversation
                        + "\"";

        assertThat(
                        gateway.post("/api/v1/messages", body + ",\"assistantId\":\"shop\"}")
                                .statusCode())
                .isEqualTo(202);
        HttpResponse<String> conflict =
                gateway.post("/api/v1/messages", body + ",\"assistantId\":\"default\"}");
        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(Harness.json(conflict).get("code").stringValue())
                .isEqualTo("conversation_conflict");
        gateway.post("/api/v1/messages", body.replace("\"hi\"", "\"who is this\"") + "}");
        assertThat(gateway.sent("who is this").envelope().assistant().value()).isEqualTo("shop");
    }

    @Test
    void givesAUsualConversationBackToItsAssistant() {
        JsonNode first =
                Harness.json(
                        gateway.post(
                                "/api/v1/messages",
                                "{\"text\":\"a\",\"userId\":\"usual\",\"assistantId\":\"shop\"}"));
        String conversation = first.get("conversationId").stringValue();

        gateway.post(
                "/api/v1/messages",
                "{\"text\":\"back again\",\"userId\":\"usual\",\"conversationId\":\""
                        + conversation
                        + "\"}");

        assertThat(gateway.sent("back again").envelope().assistant().value()).isEqualTo("shop");
    }

    @Test
    void boundsTheUnansweredMessagesOfAConversation() {
        for (int i = 0; i < 32; i++) {
            assertThat(
                            gateway.post(
                                            "/api/v1/messages",
                                            "{\"text\":\"busy " + i + "\",\"userId\":\"busy\"}")
                                    .statusCode())
                    .isEqualTo(202);
        }
        String more = "{\"text\":\"one more\",\"userId\":\"busy\"}";
        HttpResponse<String> refused = gateway.post("/api/v1/messages", more);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Harness.json(refused).get("code").stringValue()).isEqualTo("conversation_busy");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();

        gateway.pipeline.pushToWaiter(
                StandInPipeline.replied(gateway.log.request("busy 0"), "done"), 1);

        assertThat(gateway.post("/api/v1/messages", more).statusCode()).isEqualTo(202);
    }

    @Test
    void limitsAUserAndSaysWhenToComeBack() {
        HttpResponse<String> last = null;
        for (int i = 0; i < 1_000 && (last == null || last.statusCode() == 202); i++) {
            last =
                    gateway.post(
                            "/api/v1/messages",
                            "{\"text\":\"x\",\"userId\":\"flood\",\"mode\":\"observe\"}");
        }
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(Harness.json(last).get("code").stringValue()).isEqualTo("rate_limited");
        assertThat(last.headers().firstValueAsLong("Retry-After").orElseThrow()).isPositive();
        assertThat(last.headers().firstValue("RateLimit-Remaining")).contains("0");
        assertThat(gateway.log.traffic)
                .anySatisfy(
                        event -> {
                            assertThat(event.userKey().user()).isEqualTo(new UserId("flood"));
                            assertThat(event.code().word()).isEqualTo("rate_limited");
                        });
    }

    @Test
    void refusesNewWorkPastNineTenthsOfTheBound() {
        gateway.backlog.set(9_000);
        try {
            HttpResponse<String> refused =
                    gateway.post("/api/v1/messages", "{\"text\":\"x\",\"userId\":\"late\"}");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(Harness.json(refused).get("code").stringValue()).isEqualTo("overloaded");
        } finally {
            gateway.backlog.set(0);
        }
        assertThat(
                        gateway.post("/api/v1/messages", "{\"text\":\"x\",\"userId\":\"late\"}")
                                .statusCode())
                .isEqualTo(202);
    }

    @Test
    void answersABatchOneByOneAndInOrder() {
        HttpResponse<String> response =
                gateway.post(
                        "/api/v1/messages/batch",
                        """
                        {"messages":[
                          {"text":"b1","userId":"batcher","mode":"observe","requestId":"b-1"},
                          {"text":"","userId":"batcher"},
                          {"text":"b2","userId":"batcher","mode":"observe"},
                          7]}
                        """);

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode results = Harness.json(response).get("results");
        assertThat(results.size()).isEqualTo(4);
        assertThat(results.get(0).get("requestId").stringValue()).isEqualTo("b-1");
        assertThat(results.get(1).at("/error/code").stringValue()).isEqualTo("invalid_text");
        assertThat(results.get(2).get("status").stringValue()).isEqualTo("open");
        assertThat(results.get(3).get("status").stringValue()).isEqualTo("refused");
        List<String> order =
                gateway.log.requests().stream()
                        .map(ChatRequest::text)
                        .filter(text -> text.equals("b1") || text.equals("b2"))
                        .toList();
        assertThat(order).containsExactly("b1", "b2");
        assertThat(gateway.log.request("b1").envelope().mode()).isEqualTo(Mode.OBSERVE);
        assertThat(gateway.log.request("b1").envelope().replyTo()).isNull();
    }

    @Test
    void showsAnAcceptedMessageAsOpenBeforeHistoryHasIt() {
        JsonNode accepted =
                Harness.json(
                        gateway.post(
                                "/api/v1/messages", "{\"text\":\"soon\",\"userId\":\"opener\"}"));
        String path = "/api/v1/messages/" + accepted.get("requestId").stringValue();

        HttpResponse<String> response = gateway.get(path + "?userId=opener");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Harness.json(response).get("status").stringValue()).isEqualTo("open");
        assertThat(gateway.get(path + "?userId=somebody").statusCode())
                .as("nobody else sees it")
                .isEqualTo(404);
    }

    @Test
    void saysWhenHistoryIsGone() {
        gateway.history.gone = true;
        try {
            HttpResponse<String> response = gateway.get("/api/v1/messages/x?userId=u");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
            assertThat(Harness.json(response).get("code").stringValue())
                    .isEqualTo("store_unavailable");
        } finally {
            gateway.history.gone = false;
        }
    }

    @Test
    void readingAReplyAcknowledgesIt() {
        gateway.post("/api/v1/messages", "{\"text\":\"to be read\",\"userId\":\"reader\"}");
        ChatRequest request = gateway.sent("to be read");
        RequestKey key = request.envelope().key();
        gateway.history.messages.put(key, Stored.replied(request, "an answer"));
        gateway.history.results.put(
                key, new StoredResult(StandInPipeline.replied(request, "an answer"), 77));

        JsonNode message =
                Harness.json(gateway.get("/api/v1/messages/" + key.requestId() + "?userId=reader"));
        assertThat(message.at("/reply/text").stringValue()).isEqualTo("an answer");
        assertThat(message.at("/timeline/latencyMs/total").intValue()).isEqualTo(30);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () ->
                                gateway.signals(Signal.Acknowledged.class).stream()
                                        .anyMatch(ack -> ack.offset() == 77));
        JsonNode page =
                Harness.json(
                        gateway.get(
                                "/api/v1/conversations/"
                                        + request.envelope().conversation()
                                        + "/messages?userId=reader&limit=5"));
        assertThat(page.get("messages").size()).isEqualTo(1);
    }

    private static HttpRequest.BodyPublisher body(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value());
    }

    private static ConsumerRecord<byte[], byte[]> onTheLog(String key) {
        Map<String, Object> properties = new HashMap<>(gateway.cluster.properties());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition =
                    new TopicPartition(Topic.REQUESTS.topicName(), Partitions.of(key.getBytes()));
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            for (int i = 0; i < 300; i++) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    if (new String(record.key()).equals(key)) {
                        return record;
                    }
                }
            }
        }
        throw new AssertionError("nothing of " + key + " is on the log");
    }
}
