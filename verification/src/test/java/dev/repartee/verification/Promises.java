package dev.repartee.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.audit.operations.AuditReport;
import dev.repartee.verification.system.ApiClient;
import dev.repartee.verification.system.Device;
import dev.repartee.verification.system.ModelStub;
import dev.repartee.verification.system.RunningSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One check per promise of the design, seen from outside. Each is run twice: on the system as it
 * is, where it must pass, and on one that is broken on purpose, where it must fail.
 */
final class Promises {

    /** An assistant without rules whose model is the stub. */
    static final String STUBBED = "stubbed";

    /** An assistant that greets by rule and otherwise asks the stub. */
    static final String GREETER = "greeter";

    private static final Duration SOON = Duration.ofMinutes(2);

    /** For what is promised within 3 s, on a machine that may stand still; clients wait longer. */
    private static final Duration IN_TIME = Duration.ofSeconds(15);

    private static final Set<String> TERMINAL = Set.of("replied", "analysed", "parked", "expired");

    private final RunningSystem system;
    private final ApiClient client;

    Promises(RunningSystem system) {
        this.system = system;
        this.client = system.client();
    }

    /** Settings of a system whose model is the stub. */
    static String settings(ModelStub model, String more) {
        return """
        inference:
          models:
            - name: stub
              type: openai
              baseUrl: %s
              model: stub
              apiKey: none
        %s"""
                .formatted(model.baseUrl(), more);
    }

    /** Creates the assistants that the checks talk with. */
    Promises prepare() {
        prepare(client);
        return this;
    }

    /** Creates them in any system whose model is the stub. */
    static void prepare(ApiClient client) {
        ObjectNode stubbed = JsonMapper.shared().createObjectNode();
        stubbed.put("id", STUBBED).putObject("model").put("name", "stub");
        put(client, stubbed);
        ObjectNode greeter = stubbed.deepCopy();
        greeter.put("id", GREETER);
        ObjectNode rule = greeter.putArray("rules").addObject();
        rule.put("name", "greeting");
        rule.putObject("when").putObject("exact").putArray("en").add("hello");
        rule.putObject("reply").put("en", "Hello from a rule.");
        put(client, greeter);
        await().atMost(SOON)
                .until(() -> client.get("/api/v1/models").body().toString().contains(GREETER));
    }

    private static void put(ApiClient client, ObjectNode assistant) {
        ApiClient.Answer answer =
                client.put("/api/v1/assistants/" + assistant.path("id").asString(), assistant);
        assertThat(answer.status()).as(answer.toString()).isIn(200, 201);
    }

    /**
     * P1: what was accepted is in the log, also when the broker is killed at that moment; and what
     * was not promised can be sent again, is accepted then, and ends as well.
     */
    void acceptedMeansDurable() {
        String user = user();
        List<String> ids = IntStream.range(0, 120).mapToObj(i -> "durable-" + i).toList();
        Set<String> accepted = ConcurrentHashMap.newKeySet();
        Set<String> refused = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newFixedThreadPool(24)) {
            for (String id : ids) {
                boolean kill = id.equals("durable-60");
                threads.submit(
                        () -> {
                            if (kill) {
                                system.engines().kafka().kill();
                            }
                            (acceptedOrRefused(user, id) ? accepted : refused).add(id);
                        });
            }
        } finally {
            system.engines().kafka().start();
        }
        assertThat(accepted).isNotEmpty();
        assertThat(accepted.size() + refused.size()).isEqualTo(ids.size());
        refused.forEach(id -> client.accept(durable(user, id)));
        assertThat(system.witness().requests()).containsAll(ids);
        awaitUnlessLost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(ids.stream().filter(id -> !ended(one(user, id), id)))
                                        .isEmpty());
    }

    /** Whether a message was accepted; a refusal must be one that promises nothing. */
    private boolean acceptedOrRefused(String user, String id) {
        Instant begun = Instant.now();
        ApiClient.Answer answer = client.post("/api/v1/messages", durable(user, id));
        if (answer.status() == 202) {
            return true;
        }
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body().path("requestId").asString()).isEqualTo(id);
        assertThat(answer.headers()).containsKey("retry-after");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(IN_TIME);
        return false;
    }

    private static ObjectNode durable(String user, String id) {
        return ApiClient.message(one(user, id), id, "hi").put("assistantId", STUBBED);
    }

    /** One of seven users, always the same one for an id. */
    private static String one(String user, String id) {
        return user + Math.floorMod(id.hashCode(), 7);
    }

    /** P2: replies come in the order of the messages, though the first takes longest. */
    void orderPerConversation() {
        String user = user();
        try (Device device = Device.connect(client, user, "phone")) {
            say(device, "slow", "sleep 1500 and answer", GREETER);
            say(device, "rule", "hello", GREETER);
            say(device, "model", "quick question", GREETER);
            say(device, "rule-again", "hello", GREETER);
            device.reply("rule-again");
            assertThat(device.shown())
                    .as(device.toString())
                    .containsExactly("slow", "rule", "model", "rule-again");
        }
    }

    /** P2: another conversation does not wait for a slow one. */
    void slowOnesHoldUpNobodyElse() {
        String slow = user();
        client.accept(
                ApiClient.message(slow, "slow", "sleep 4000 please").put("assistantId", STUBBED));
        Instant begun = Instant.now();
        List<String> others = IntStream.range(0, 40).mapToObj(i -> user()).toList();
        others.forEach(
                other ->
                        client.accept(
                                ApiClient.message(other, "quick", "quick")
                                        .put("assistantId", STUBBED)));
        await().atMost(SOON).until(() -> others.stream().allMatch(other -> ended(other, "quick")));
        assertThat(ended(slow, "slow") && Duration.between(begun, Instant.now()).toMillis() < 4000)
                .isFalse();
        await().atMost(SOON).until(() -> ended(slow, "slow"));
    }

    /** P3: however often a request is sent, it has one effect, and every sender gets the reply. */
    void oneEffect() {
        String user = user();
        try (Device device = Device.connect(client, user, "phone");
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            ObjectNode message =
                    ApiClient.message(user, "once", "say it once").put("assistantId", STUBBED);
            IntStream.range(0, 6).forEach(i -> threads.submit(() -> client.accept(message)));
            await().atMost(SOON).until(() -> !device.shown().isEmpty());
            assertThat(device.shown()).containsExactly("once");
            String again;
            try (Stream<String> lines = client.stream(message)) {
                again = String.join("\n", lines.toList());
            }
            assertThat(again).contains("event: reply").contains("You said: say it once");
            JsonNode rows =
                    client.get(
                                    "/api/v1/conversations/"
                                            + conversation(user, "once")
                                            + "/messages?userId="
                                            + user)
                            .body();
            assertThat(rows.path("messages").size()).as(rows.toString()).isEqualTo(1);
            assertThat(device.shown()).containsExactly("once");
            ApiClient.Answer reused =
                    client.post(
                            "/api/v1/messages",
                            ApiClient.message(user, "once", "another text")
                                    .put("assistantId", STUBBED));
            assertThat(reused.status()).isEqualTo(409);
            assertThat(reused.body().path("code").asString()).isEqualTo("id_reused");
        }
        String other = user();
        client.accept(ApiClient.message(other, "once", "mine").put("assistantId", STUBBED));
        await().atMost(SOON).until(() -> ended(other, "once"));
        assertThat(client.stored(other, "once").toString()).contains("You said: mine");
    }

    /** P4: every accepted message ends, and the audit agrees. */
    void nothingVanishes() {
        List<String> users = IntStream.range(0, 10).mapToObj(i -> user()).toList();
        List<Runnable> ends = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String user = users.get(i % users.size());
            String id = "n-" + i;
            client.accept(
                    ApiClient.message(user, id, "message " + i)
                            .put("assistantId", STUBBED)
                            .put("mode", i % 5 == 0 ? "observe" : "reply"));
            ends.add(() -> assertThat(ended(user, id)).as(id).isTrue());
        }
        awaitUnlessLost(SOON).untilAsserted(() -> ends.forEach(Runnable::run));
        AuditReport report = system.witness().audit();
        assertThat(report.missing()).as(report.toString()).isZero();
        assertThat(report.open()).as(report.toString()).isZero();
        assertThat(report.accepted())
                .isEqualTo(
                        report.replied() + report.analysed() + report.parked() + report.expired());
    }

    /** P5: replies wait for their user and come in order, on every device. */
    void deliverySurvivesAbsence() {
        String user = user();
        try (Device phone = Device.connect(client, user, "phone");
                Device laptop = Device.connect(client, user, "laptop")) {
            say(phone, "first", "first", STUBBED);
            phone.reply("first");
            laptop.reply("first");
        }
        List<String> ids = IntStream.range(0, 8).mapToObj(i -> "away-" + i).toList();
        ids.forEach(
                id ->
                        client.accept(
                                ApiClient.message(user, id, "while away " + id)
                                        .put("assistantId", STUBBED)));
        Callable<Boolean> delivered = system.witness().delivered();
        await().atMost(SOON)
                .failFast(
                        "delivery is done, yet a reply does not wait",
                        () -> delivered.call() && waiting(user) != ids.size())
                .until(() -> waiting(user) == ids.size());
        for (String name : List.of("phone", "laptop")) {
            try (Device device = Device.connect(client, user, name)) {
                device.reply(ids.getLast());
                assertThat(device.shown()).as(name).containsSubsequence(ids);
                assertThat(device.shown().stream().filter(ids::contains)).hasSize(ids.size());
            }
        }
    }

    /** P6: without Redis every message is answered once and delivered. */
    void redisGone() {
        String user = user();
        try (Device device = Device.connect(client, user, "phone")) {
            say(device, "before", "before", STUBBED);
            device.reply("before");
            system.engines().redis().kill();
            List<String> ids = IntStream.range(0, 10).mapToObj(i -> "without-" + i).toList();
            ids.forEach(id -> say(device, id, "without redis " + id, STUBBED));
            awaitUnlessLost(SOON)
                    .untilAsserted(() -> assertThat(device.shown()).containsSubsequence(ids));
            assertThat(device.shown().stream().filter(ids::contains)).hasSize(ids.size());
        } finally {
            system.engines().redis().start();
        }
        try (Device device = Device.connect(client, user, "phone")) {
            await().atMost(SOON)
                    .until(
                            () -> {
                                String id = "back-" + UUID.randomUUID();
                                say(device, id, "redis is back", STUBBED);
                                device.reply(id);
                                return true;
                            });
        }
    }

    /** P6: without PostgreSQL replies flow, and history catches up. */
    void postgresGone() {
        String user = user();
        List<String> ids = IntStream.range(0, 10).mapToObj(i -> "dry-" + i).toList();
        try (Device device = Device.connect(client, user, "phone")) {
            say(device, "before", "before", STUBBED);
            device.reply("before");
            system.engines().postgres().kill();
            ids.forEach(id -> say(device, id, "no database " + id, STUBBED));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(device.shown()).containsSubsequence(ids));
        } finally {
            system.engines().postgres().start();
        }
        await().atMost(SOON).until(() -> ids.stream().allMatch(id -> ended(user, id)));
    }

    /** P6: without Kafka 503 within 3 s, and recovery without a restart. */
    void kafkaGone() {
        String user = user();
        system.engines().kafka().kill();
        try {
            // Within 3 s; a machine that stands still spoils one try.
            await().atMost(SOON).until(() -> refusedWithinThreeSeconds(user));
        } finally {
            system.engines().kafka().start();
        }
        await().atMost(SOON)
                .until(() -> client.post("/api/v1/messages", lost(user)).status() == 202);
        await().atMost(SOON).until(() -> ended(user, "lost"));
    }

    private boolean refusedWithinThreeSeconds(String user) {
        long begun = System.nanoTime();
        ApiClient.Answer answer = client.post("/api/v1/messages", lost(user));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body().path("requestId").asString()).isEqualTo("lost");
        return System.nanoTime() - begun < Duration.ofMillis(3_500).toNanos();
    }

    /** P7: past 90 % of the bound new work is refused, and taken again when the old is done. */
    void bounded(int bound) {
        Set<String> accepted = ConcurrentHashMap.newKeySet();
        Set<Integer> refusals = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < bound * 6; i++) {
                String user = user();
                threads.submit(
                        () -> {
                            ApiClient.Answer answer =
                                    client.post(
                                            "/api/v1/messages",
                                            ApiClient.message(user, "b", "sleep 15000")
                                                    .put("assistantId", STUBBED));
                            if (answer.status() == 202) {
                                accepted.add(user);
                            } else {
                                refusals.add(answer.status());
                            }
                        });
            }
        }
        assertThat(refusals).containsExactly(429);
        assertThat(accepted.size()).isLessThanOrEqualTo(bound);
        await().atMost(SOON).until(() -> accepted.stream().allMatch(user -> ended(user, "b")));
        await().atMost(SOON)
                .until(
                        () ->
                                client.post(
                                                        "/api/v1/messages",
                                                        ApiClient.message(user(), "after", "hi")
                                                                .put("assistantId", STUBBED))
                                                .status()
                                        == 202);
    }

    /** Waits, but not for what is proved never to come. */
    private ConditionFactory awaitUnlessLost(Duration limit) {
        return await().atMost(limit).failFast("a message is lost", system.witness().lost());
    }

    /** How many replies wait for a user. */
    private long waiting(String user) {
        return system.count("SELECT count(*) FROM pending_replies WHERE user_id = '" + user + "'");
    }

    private static ObjectNode lost(String user) {
        return ApiClient.message(user, "lost", "hello?").put("assistantId", STUBBED);
    }

    boolean ended(String user, String id) {
        return TERMINAL.contains(client.stored(user, id).path("status").asString(""));
    }

    ApiClient client() {
        return client;
    }

    String conversation(String user, String id) {
        await().atMost(SOON).until(() -> client.stored(user, id).hasNonNull("conversationId"));
        return client.stored(user, id).path("conversationId").asString();
    }

    static void say(Device device, String id, String text, String assistant) {
        device.send(
                JsonMapper.shared()
                        .createObjectNode()
                        .put("type", "message")
                        .put("requestId", id)
                        .put("assistantId", assistant)
                        .put("text", text));
    }

    static String user() {
        return "u-" + UUID.randomUUID();
    }
}
