package dev.repartee.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.AssistantStore;
import dev.repartee.assistants.AssistantVersions;
import dev.repartee.assistants.experiment.ExperimentStore;
import dev.repartee.assistants.prompt.PromptStore;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.TenantId;
import dev.repartee.control.experiment.ExperimentServices;
import dev.repartee.control.feedback.FeedbackServices;
import dev.repartee.control.knowledge.KnowledgeServices;
import dev.repartee.control.prompt.PromptServices;
import dev.repartee.control.usage.UsageServices;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.SecretBox;
import dev.repartee.crypto.UserVault;
import dev.repartee.crypto.VaultConfig;
import dev.repartee.embedded.TestEngines;
import dev.repartee.feedback.FeedbackStore;
import dev.repartee.feedback.export.TrainingExport;
import dev.repartee.feedback.outcome.ExperimentOutcomes;
import dev.repartee.identity.Authentication;
import dev.repartee.identity.Principal;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.role.Role;
import dev.repartee.knowledge.DocumentStore;
import dev.repartee.knowledge.parsing.ParserLimits;
import dev.repartee.knowledge.upload.DocumentUploads;
import dev.repartee.knowledge.upload.Signal;
import dev.repartee.knowledge.upload.UploadConfig;
import dev.repartee.messages.postgres.PostgresMessageStore;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.DatabaseConfig;
import dev.repartee.postgres.Schema;
import dev.repartee.redis.RedisConfig;
import dev.repartee.redis.RedisLink;
import dev.repartee.usage.CostConfig;
import dev.repartee.usage.ModelCosts;
import dev.repartee.usage.UsageStore;
import dev.repartee.usage.budget.BudgetStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prompts, tests, usage, budgets and feedback over HTTP, on real databases. */
class TuningApiTest {

    private static final String GUIDE = "/api/v1/assistants/guide";
    private static final Map<String, String> TENANTS = Map.of("key-a", "alpha", "key-b", "beta");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Database database;
    private static Database keys;
    private static RedisLink redis;
    private static ControlPlane control;

    @BeforeAll
    static void start() throws IOException {
        database = open(Schema.MAIN);
        keys = open(Schema.KEYS);
        redis = RedisLink.open(RedisConfig.at("redis://127.0.0.1:1"), new SimpleMeterRegistry());
        for (String tenant : TENANTS.values()) {
            database.with(
                    connection ->
                            connection
                                    .createStatement()
                                    .executeUpdate(
                                            "INSERT INTO tenants (tenant_id, name) VALUES ('"
                                                    + tenant
                                                    + "', 'T')"));
        }
        AssistantStore assistants = new AssistantStore(database, Clock.systemUTC());
        assistants.save(new TenantId("alpha"), Assistant.plain(new AssistantId("guide"), "Guide"));
        control = plane(assistants);
        control.start();
    }

    @AfterAll
    static void stop() {
        control.close();
        redis.close();
        database.close();
        keys.close();
    }

    private static ControlPlane plane(AssistantStore assistants) throws IOException {
        Clock clock = Clock.systemUTC();
        MasterKeyFile masterKey =
                MasterKeyFile.readOrCreate(Files.createTempDirectory("key").resolve("master.key"));
        UserVault vault =
                new UserVault(
                        keys, masterKey, VaultConfig.defaults(), clock, new SimpleMeterRegistry());
        FeedbackStore feedback = new FeedbackStore(database, vault);
        UsageStore usage = new UsageStore(database);
        BudgetStore budgets = new BudgetStore(database);
        UploadConfig uploads = new UploadConfig(1, 20, 3, 1, ParserLimits.defaults());
        return services(assistants)
                .with(Clock.class, clock)
                .with(AuditLog.class, new AuditLog(database, new SecretBox(masterKey)))
                .with(
                        KnowledgeServices.class,
                        new KnowledgeServices(
                                new DocumentStore(database),
                                new DocumentUploads(
                                        database,
                                        uploads,
                                        Files.createTempDirectory("uploads"),
                                        new Signal()),
                                uploads))
                .with(
                        PromptServices.class,
                        new PromptServices(
                                assistants,
                                new AssistantVersions(database),
                                new PromptStore(database),
                                clock))
                .with(
                        ExperimentServices.class,
                        new ExperimentServices(
                                new ExperimentStore(database, clock),
                                new ExperimentOutcomes(database, clock)))
                .with(
                        UsageServices.class,
                        new UsageServices(
                                assistants,
                                usage,
                                budgets,
                                new ModelCosts(
                                        CostConfig.defaults(),
                                        usage,
                                        budgets,
                                        redis,
                                        new SimpleMeterRegistry(),
                                        clock),
                                "USD",
                                clock))
                .with(
                        FeedbackServices.class,
                        new FeedbackServices(
                                assistants,
                                feedback,
                                new TrainingExport(
                                        database,
                                        new PostgresMessageStore(database, vault, clock),
                                        feedback,
                                        tenant -> "US"),
                                clock));
    }

    private static Authentication authenticate(String key) {
        return Optional.ofNullable(TENANTS.get(key))
                .<Authentication>map(
                        tenant ->
                                new Authentication.Authenticated(
                                        new Principal.ApiKeyPrincipal(
                                                new TenantId(tenant), "test", Role.ADMIN.id())))
                .orElseGet(() -> new Authentication.Refused(ErrorCode.UNAUTHENTICATED, "unknown"));
    }

    private static ControlPlane services(AssistantStore assistants) {
        return new ControlPlane(
                ControlConfig.defaults(),
                new ControlServices(assistants, TuningApiTest::authenticate, new Erasures()));
    }

    @Test
    void aPromptIsStoredPreviewedComparedActivatedAndTakenBack() throws Exception {
        String prompts = GUIDE + "/prompts";
        assertThat(call("GET", prompts, null).json().path("active").asInt()).isZero();
        Answer created =
                call("POST", prompts, "{\"template\":\"You are {{assistant.name}}, brief.\"}");
        assertThat(created.status()).isEqualTo(201);
        int version = created.json().path("version").asInt();

        Answer preview =
                call(
                        "POST",
                        prompts + "/preview",
                        "{\"version\":%d,\"message\":{\"text\":\"Hola\",\"language\":\"es\"}}"
                                .formatted(version));
        assertThat(preview.json().path("text").asString())
                .isEqualTo("You are Guide, brief.\n\nAnswer in Spanish.");
        Answer draft =
                call(
                        "POST",
                        prompts + "/preview",
                        "{\"draft\":{\"template\":\"{{user.name|you}}\"},\"profile\":{\"name\":\"{{x}}\"}}");
        assertThat(draft.json().path("text").asString()).startsWith("{ {x} }");
        assertThat(call("GET", prompts + "/diff?from=0&to=" + version, null).body())
                .startsWith("--- prompt 0\n+++ prompt " + version)
                .contains("+You are {{assistant.name}}, brief.");
        assertThat(
                        call("PUT", prompts + "/active", "{\"active\":%d}".formatted(version))
                                .json()
                                .path("active")
                                .asInt())
                .isEqualTo(version);
        assertThat(call("POST", prompts + "/rollback", null).json().path("active").asInt())
                .isZero();
        assertThat(call("POST", prompts + "/rollback", null).status()).isEqualTo(404);
    }

    @Test
    void anEarlierDefinitionIsMadeTheCurrentOneAgain() throws Exception {
        call("PUT", GUIDE, "{\"name\":\"Changed\"}");
        assertThat(call("GET", GUIDE + "/versions", null).json().path("versions").size())
                .isGreaterThan(1);
        assertThat(call("POST", GUIDE + "/versions/1/restore", null).json().path("name").asString())
                .isEqualTo("Guide");
        assertThat(call("GET", GUIDE, null).json().path("name").asString()).isEqualTo("Guide");
    }

    @Test
    void anExperimentIsDescribedStartedReadAndStopped() throws Exception {
        String path = "/api/v1/experiments";
        String body =
                "{\"id\":\"tone\",\"assistant\":\"guide\",\"arms\":[{\"name\":\"now\",\"share\":50},"
                        + "{\"name\":\"new\",\"share\":50,\"promptVersion\":0}]}";
        assertThat(call("POST", path, body).status()).isEqualTo(201);
        assertThat(call("POST", path, body).status()).isEqualTo(409);
        assertThat(call("POST", path + "/tone/start", null).json().path("state").asString())
                .isEqualTo("running");
        JsonNode results = call("GET", path + "/tone/results", null).json();
        assertThat(results.path("metrics").path("thumbs_up").get(1).path("verdict").asString())
                .isEqualTo("too_little_data");
        assertThat(
                        call("GET", path + "/tone/assignment?user=ana", null)
                                .json()
                                .path("arm")
                                .asString())
                .isIn("now", "new");
        assertThat(call("DELETE", path + "/tone", null).status()).isEqualTo(409);
        assertThat(call("POST", path + "/tone/stop", null).status()).isEqualTo(200);
        assertThat(call("DELETE", path + "/tone", null).status()).isEqualTo(204);
    }

    @Test
    void budgetsAreSetListedAndRemoved() throws Exception {
        String path = "/api/v1/budgets/day?assistant=guide";
        assertThat(call("PUT", path, "{\"limit\":0.5,\"cheaperModel\":\"small\"}").status())
                .isEqualTo(200);
        JsonNode budget = call("GET", "/api/v1/budgets", null).json().path("budgets").get(0);
        assertThat(budget.path("limit").asDouble()).isEqualTo(0.5);
        assertThat(budget.path("cheaperAt").asInt()).isEqualTo(80);
        assertThat(call("DELETE", path, null).status()).isEqualTo(204);
        assertThat(call("DELETE", path, null).status()).isEqualTo(404);
        assertThat(
                        call("GET", "/api/v1/usage?by=day,model", null)
                                .json()
                                .path("currency")
                                .asString())
                .isEqualTo("USD");
    }

    @Test
    void feedbackIsListedAndTrainingSetsAreExported() throws Exception {
        assertThat(call("GET", GUIDE + "/feedback", null).json().path("feedback").size()).isZero();
        Answer export = call("GET", GUIDE + "/exports/nlu-csv", null);
        assertThat(export.status()).isEqualTo(200);
        assertThat(export.body()).isEqualTo("text,intent,language\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "POST ~ /api/v1/assistants/guide/prompts ~ {\"template\":\"{{#a}}\"} ~ 400 ~ line"
                        + " 1, column 1",
                "POST ~ /api/v1/assistants/nobody/prompts ~ {\"template\":\"a\"} ~ 404 ~ nobody",
                "POST ~ /api/v1/assistants/guide/prompts/preview ~ {\"draft\":{\"template\":7}} ~"
                        + " 400 ~ draft.template",
                "POST ~ /api/v1/assistants/guide/prompts/preview ~ {\"version\":99} ~ 404 ~ prompt"
                        + " 99",
                "POST ~ /api/v1/assistants/guide/prompts/preview ~ [] ~ 400 ~ must be an object",
                "PUT ~ /api/v1/assistants/guide/prompts/active ~ {\"active\":99} ~ 404 ~ prompt 99",
                "GET ~ /api/v1/assistants/guide/prompts/diff?from=0&to=x ~ ~ 400 ~ ",
                "GET ~ /api/v1/assistants/guide/prompts/7 ~ ~ 404 ~ prompt 7",
                "GET ~ /api/v1/assistants/guide/versions/77 ~ ~ 404 ~ version 77",
                "POST ~ /api/v1/experiments ~ {\"id\":\"x\"} ~ 400 ~ assistant",
                "POST ~ /api/v1/experiments/none/start ~ ~ 404 ~ none",
                "GET ~ /api/v1/experiments/none/results ~ ~ 404 ~ none",
                "PUT ~ /api/v1/budgets/week ~ {\"limit\":1} ~ 400 ~ day or a month",
                "PUT ~ /api/v1/budgets/day ~ {\"limit\":-1} ~ 400 ~ limit",
                "PUT ~ /api/v1/budgets/day ~ {} ~ 400 ~ limit",
                "PUT ~ /api/v1/budgets/day?assistant=nobody ~ {\"limit\":1} ~ 404 ~ nobody",
                "GET ~ /api/v1/usage?by=colour ~ ~ 400 ~ by may name",
                "GET ~ /api/v1/usage?from=yesterday ~ ~ 400 ~ from must be a day",
                "GET ~ /api/v1/usage?from=2026-02-01&to=2026-01-01 ~ ~ 400 ~ before",
                "GET ~ /api/v1/assistants/guide/exports/xml ~ ~ 400 ~ chat-jsonl",
                "GET ~ /api/v1/assistants/nobody/exports/nlu-csv ~ ~ 404 ~ nobody"
            })
    void whatIsWrongIsNamed(
            String method, String path, @Nullable String body, int status, @Nullable String detail)
            throws Exception {
        Answer answer = call(method, path, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(detail == null ? "" : detail);
    }

    @Test
    void anotherTenantSeesNothing() throws Exception {
        call("POST", GUIDE + "/prompts", "{\"template\":\"Secret.\"}");
        assertThat(call("GET", GUIDE + "/prompts", null, "key-b").status()).isEqualTo(404);
        assertThat(call("GET", GUIDE + "/exports/nlu-csv", null, "key-b").status()).isEqualTo(404);
        assertThat(call("GET", "/api/v1/experiments", null, "key-b").body())
                .doesNotContain("guide");
        assertThat(call("GET", "/api/v1/budgets", null, "none").status()).isEqualTo(401);
    }

    @Test
    void everyPathIsInTheOpenApiDocument() throws Exception {
        JsonNode paths = call("GET", "/v3/api-docs", null).json().path("paths");
        for (String path :
                new String[] {
                    "/api/v1/assistants/{assistantId}/prompts",
                    "/api/v1/assistants/{assistantId}/prompts/preview",
                    "/api/v1/assistants/{assistantId}/prompts/diff",
                    "/api/v1/assistants/{assistantId}/prompts/active",
                    "/api/v1/assistants/{assistantId}/prompts/rollback",
                    "/api/v1/assistants/{assistantId}/versions/{version}/restore",
                    "/api/v1/assistants/{assistantId}/feedback",
                    "/api/v1/assistants/{assistantId}/exports/{format}",
                    "/api/v1/experiments/{experimentId}/results",
                    "/api/v1/usage",
                    "/api/v1/budgets/{period}"
                }) {
            assertThat(paths.has(path)).as(path).isTrue();
        }
    }

    private record Answer(int status, String body) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    private static Answer call(String method, String path, @Nullable String body) throws Exception {
        return call(method, path, body, "key-a");
    }

    private static Answer call(String method, String path, @Nullable String body, String key)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control.port() + path))
                        .header("Authorization", "Bearer " + key)
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<String> response =
                HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    private static Database open(Schema schema) {
        Database opened =
                Database.open(
                        DatabaseConfig.parse(TestEngines.postgres().fullUrl()),
                        new SimpleMeterRegistry());
        opened.migrate(schema);
        return opened;
    }
}
