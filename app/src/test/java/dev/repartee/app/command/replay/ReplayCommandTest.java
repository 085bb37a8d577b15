package dev.repartee.app.command.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.repartee.app.node.Operator;
import dev.repartee.app.node.Settings;
import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.ModelSettings;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.content.ModelUse;
import dev.repartee.contract.content.Nlu;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.content.TextHash;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.Envelope;
import dev.repartee.contract.event.Timeline;
import dev.repartee.embedded.TestEngines;
import dev.repartee.messages.MessageChange;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Replays a stored day through the command, with real stores and a model server. */
class ReplayCommandTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final TenantId TENANT = new TenantId("acme");
    private static final AssistantId SHOP = new AssistantId("shop");
    private static final Instant DAY = Instant.now().minusSeconds(7_200);
    private static final List<JsonNode> ASKED = new CopyOnWriteArrayList<>();

    @TempDir private static Path folder;

    private static HttpServer model;
    private static Path config;

    @BeforeAll
    static void store() throws Exception {
        model = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        model.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        model.createContext(
                "/v1/chat/completions",
                exchange -> {
                    JsonNode request = MAPPER.readTree(exchange.getRequestBody().readAllBytes());
                    ASKED.add(request);
                    String prompt = request.path("messages").path(0).path("content").asString("");
                    String said =
                            prompt.contains("like a pirate") ? "Arr, at nine." : "We open at nine.";
                    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody()
                            .write(
                                    ("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
                                                    + said
                                                    + "\"},\"finish_reason\":null}]}\n\n"
                                                    + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                                                    + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":20,"
                                                    + "\"completion_tokens\":4,\"total_tokens\":24}}\n\n"
                                                    + "data: [DONE]\n\n")
                                            .getBytes(StandardCharsets.UTF_8));
                    exchange.close();
                });
        model.start();
        config = folder.resolve("repartee.yaml");
        Files.writeString(
                config,
                """
                engines:
                  kafka: 127.0.0.1:1
                  postgres: %s
                  postgresKeys: %s
                  redis: %s
                inference:
                  models:
                    - name: cloud
                      type: openai
                      baseUrl: http://127.0.0.1:%d/v1
                      model: stub
                costs:
                  currency: EUR
                  prices:
                    - {model: cloud, promptPerMillion: 100000, completionPerMillion: 250000}
                """
                        .formatted(
                                TestEngines.postgres().fullUrl(),
                                TestEngines.postgres().fullUrl(),
                                TestEngines.redis(),
                                model.getAddress().getPort()));
        try (Operator operator = Operator.open(Settings.load(config, Map.of()), folder)) {
            operator.stores()
                    .main()
                    .with(
                            connection ->
                                    connection
                                            .createStatement()
                                            .executeUpdate(
                                                    "INSERT INTO tenants (tenant_id, name)"
                                                            + " VALUES ('acme', 'Acme')"));
            operator.assistants()
                    .save(
                            TENANT,
                            Assistant.plain(SHOP, "Shop")
                                    .withModel(new ModelSettings("cloud", null, 100, 500, 0)));
            operator.assistants()
                    .save(TENANT, Assistant.plain(new AssistantId("reader"), "Reader"));
            operator.messages().prepare();
            operator.messages().write(exchange(1, "When do you open?", "We open at nine."));
            operator.messages().write(exchange(2, "And on Sunday?", "Closed on Sunday."));
        }
    }

    @AfterAll
    static void stop() {
        model.stop(0);
    }

    @Test
    void aChangedPromptShowsItsDifferences() throws Exception {
        ASKED.clear();
        Path prompt = folder.resolve("pirate.txt");
        Files.writeString(prompt, "You speak like a pirate.");
        JsonNode report = replay("--prompt", prompt.toString(), "--prices", "1000000,1000000");

        assertThat(report.at("/summary/messages").intValue()).isEqualTo(2);
        assertThat(report.at("/summary/answersDiffer").intValue()).isEqualTo(2);
        assertThat(report.at("/summary/failed").intValue()).isZero();
        assertThat(report.at("/summary/after/promptTokens").intValue()).isEqualTo(40);
        assertThat(report.at("/summary/before/cost").doubleValue()).isEqualTo(30);
        assertThat(report.at("/messages/0/question").asString()).isEqualTo("When do you open?");
        assertThat(report.at("/messages/0/before/text").asString()).isEqualTo("We open at nine.");
        assertThat(report.at("/messages/0/after/text").asString()).isEqualTo("Arr, at nine.");
        // The second question goes with the first turn as it was then.
        assertThat(ASKED)
                .anyMatch(
                        request ->
                                request.toString().contains("And on Sunday?")
                                        && request.toString().contains("We open at nine."));
    }

    @Test
    void theSameAssistantAnswersTheSame() throws Exception {
        JsonNode report = replay();
        assertThat(report.at("/messages/0/answerDiffers").booleanValue()).isFalse();
        assertThat(report.at("/messages/0/similarity").doubleValue()).isEqualTo(1);
    }

    @Test
    void costsWhatTheDeploymentsPricesSayUnlessOthersAreGiven() throws Exception {
        JsonNode report = replay();

        assertThat(report.at("/currency").asString()).isEqualTo("EUR");
        // Two answers of 20 and 4 tokens now; then one was counted and one had no price.
        assertThat(report.at("/summary/after/cost").doubleValue()).isEqualTo(6);
        assertThat(report.at("/summary/after/unpriced").intValue()).isZero();
        assertThat(report.at("/summary/before/cost").doubleValue()).isEqualTo(2.5);
        assertThat(report.at("/summary/before/unpriced").intValue()).isEqualTo(1);
        assertThat(report.at("/messages/0/before/cost").isMissingNode()).isTrue();
        assertThat(report.at("/messages/1/after/cost").doubleValue()).isEqualTo(3);
    }

    @Test
    void anAnswerWithoutAModelCostsNothing() throws Exception {
        JsonNode report = replay("--assistant", "reader");

        assertThat(report.at("/summary/after/cost").doubleValue()).isZero();
        assertThat(report.at("/summary/after/unpriced").intValue()).isZero();
    }

    @Test
    void anotherAssistantAndAnEarlierVersionCanAnswer() throws Exception {
        JsonNode report = replay("--assistant", "reader");
        assertThat(report.at("/messages/0/after/source").asString()).isEqualTo("knowledge");
        JsonNode version = replay("--assistant", "v1");
        assertThat(version.at("/messages/0/after/text").asString()).isEqualTo("We open at nine.");
        JsonNode none = replay("--assistant", "v99");
        assertThat(none.at("/summary/failed").intValue()).isEqualTo(2);
    }

    @Test
    void nothingIsStoredOfAReplay() throws Exception {
        String before = count();
        replay("--model", "cloud/other");
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void wrongOptionsAreRefused() {
        assertThat(run("--from", "1h", "--to", "2h")).isNotZero();
        assertThat(run("--from", "nonsense")).isNotZero();
        assertThat(run("--from", "1h", "--prompt", folder.resolve("none.txt").toString()))
                .isNotZero();
        assertThat(run("--from", "1h", "--at-once", "0")).isNotZero();
    }

    private static JsonNode replay(String... options) throws Exception {
        Path json = Files.createTempFile(folder, "report", ".json");
        String[] all = new String[options.length + 4];
        System.arraycopy(options, 0, all, 4, options.length);
        all[0] = "--from";
        all[1] = DAY.minusSeconds(60).toString();
        all[2] = "--json";
        all[3] = json.toString();
        run(all);
        return MAPPER.readTree(Files.readString(json));
    }

    private static int run(String... options) {
        CommandLine command = new CommandLine(new ReplayCommand());
        String[] all = new String[options.length + 6];
        System.arraycopy(options, 0, all, 6, options.length);
        all[0] = "--config";
        all[1] = config.toString();
        all[2] = "--data";
        all[3] = folder.toString();
        all[4] = "--tenant";
        all[5] = "acme";
        return command.execute(all);
    }

    private static String count() {
        try (Operator operator = Operator.open(Settings.load(config, Map.of()), folder)) {
            return operator.stores()
                    .main()
                    .with(
                            connection -> {
                                try (var rows =
                                        connection
                                                .createStatement()
                                                .executeQuery(
                                                        "SELECT (SELECT count(*) FROM chat_messages),"
                                                                + " (SELECT count(*) FROM safety_decisions),"
                                                                + " (SELECT count(*) FROM tool_calls)")) {
                                    rows.next();
                                    return rows.getInt(1)
                                            + " "
                                            + rows.getInt(2)
                                            + " "
                                            + rows.getInt(3);
                                }
                            });
        }
    }

    private static List<MessageChange> exchange(int number, String question, String answer) {
        Instant at = DAY.plusSeconds(number * 60L);
        Coordinates origin = new Coordinates("chat.requests", 0, number);
        Envelope envelope =
                new Envelope(
                        new RequestKey(TENANT, new UserId("ann"), new RequestId("r-" + number)),
                        false,
                        SHOP,
                        new ConversationId("c-1"),
                        null,
                        Mode.REPLY,
                        "web",
                        null,
                        at);
        return List.of(
                new MessageChange.Received(
                        new ChatRequest(
                                envelope,
                                question,
                                TextHash.of(question),
                                "en",
                                List.of(),
                                List.of(),
                                null),
                        origin),
                new MessageChange.Finished(
                        new ChatResult.Replied(
                                envelope,
                                origin,
                                new Reply(
                                        answer,
                                        ReplySource.MODEL,
                                        "en",
                                        List.of(),
                                        false,
                                        number == 1
                                                ? new ModelUse("stub", 10, 5, 120)
                                                : new ModelUse("stub", 10, 5, 120)
                                                        .withCost(2_500_000_000L),
                                        null),
                                new Nlu(null, List.of(), "rules"),
                                new Timeline(at, at, at, at.plusMillis(150)),
                                false),
                        number));
    }
}
