package dev.repartee.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.AssistantStore;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.TenantId;
import dev.repartee.control.knowledge.KnowledgeServices;
import dev.repartee.control.training.TrainingServices;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.SecretBox;
import dev.repartee.embedded.TestEngines;
import dev.repartee.identity.Authentication;
import dev.repartee.identity.Principal;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.role.Role;
import dev.repartee.knowledge.DocumentStore;
import dev.repartee.knowledge.parsing.ParserLimits;
import dev.repartee.knowledge.upload.DocumentUploads;
import dev.repartee.knowledge.upload.Signal;
import dev.repartee.knowledge.upload.UploadConfig;
import dev.repartee.language.Analyzer;
import dev.repartee.language.RuleAnalyzer;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.DatabaseConfig;
import dev.repartee.postgres.Schema;
import dev.repartee.training.ModelCatalog;
import dev.repartee.training.Workshop;
import dev.repartee.training.entity.EntityStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tenants' own entities over HTTP, on a real database. */
class EntityApiTest {

    private static final String SHARED = "/api/v1/entities";
    private static final String OWN = "/api/v1/assistants/guide/entities";
    private static final String LIST =
            "{\"items\": [\"trail shoe\", {\"value\": \"TV-1\", \"names\": [\"telly\"]}]}";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir private static Path folder;

    private static Database database;
    private static ControlPlane control;

    @BeforeAll
    static void start() {
        database =
                Database.open(
                        DatabaseConfig.parse(TestEngines.postgres().fullUrl()),
                        new SimpleMeterRegistry());
        database.migrate(Schema.MAIN);
        database.with(
                connection ->
                        connection
                                .createStatement()
                                .executeUpdate(
                                        "INSERT INTO tenants (tenant_id, name) VALUES"
                                                + " ('alpha', 'A'), ('beta', 'B')"));
        AssistantStore assistants = new AssistantStore(database, Clock.systemUTC());
        assistants.save(new TenantId("alpha"), Assistant.plain(new AssistantId("guide"), "Guide"));
        UploadConfig uploads = new UploadConfig(1, 20, 3, 1, ParserLimits.defaults());
        MasterKeyFile masterKey = MasterKeyFile.readOrCreate(folder.resolve("master.key"));
        Analyzer rules = RuleAnalyzer.shipped("US");
        control =
                new ControlPlane(
                                ControlConfig.defaults(),
                                new ControlServices(
                                        assistants, EntityApiTest::authenticate, new Erasures()))
                        .with(Clock.class, Clock.systemUTC())
                        .with(AuditLog.class, new AuditLog(database, new SecretBox(masterKey)))
                        .with(
                                KnowledgeServices.class,
                                new KnowledgeServices(
                                        new DocumentStore(database),
                                        new DocumentUploads(
                                                database,
                                                uploads,
                                                folder.resolve("uploads"),
                                                new Signal()),
                                        uploads))
                        .with(
                                TrainingServices.class,
                                new TrainingServices(
                                        new Workshop(database, () -> {}),
                                        new ModelCatalog(database, new SimpleMeterRegistry()),
                                        rules,
                                        new EntityStore(database)));
        control.start();
    }

    @AfterAll
    static void stop() {
        control.close();
        database.close();
    }

    private static Authentication authenticate(String key) {
        return switch (key) {
            case "key-a", "key-b" -> authenticated(key, Role.ADMIN);
            case "key-a-agent" -> authenticated("key-a", Role.AGENT);
            default -> new Authentication.Refused(ErrorCode.UNAUTHENTICATED, "unknown");
        };
    }

    private static Authentication authenticated(String key, Role role) {
        TenantId tenant = new TenantId(key.equals("key-a") ? "alpha" : "beta");
        return new Authentication.Authenticated(
                new Principal.ApiKeyPrincipal(tenant, key, role.id()));
    }

    @ParameterizedTest
    @ValueSource(strings = {SHARED, OWN})
    void anEntityIsDefinedReadListedAndForgotten(String path) throws Exception {
        assertThat(call("PUT", path + "/product", "key-a", LIST).status()).isEqualTo(201);
        assertThat(call("PUT", path + "/product", "key-a", LIST).status()).isEqualTo(200);
        JsonNode read = call("GET", path + "/product", "key-a", null).body();
        assertThat(read.path("type").asString()).isEqualTo("product");
        assertThat(read.path("fuzzy").asBoolean()).isTrue();
        assertThat(read.path("items").toString())
                .isEqualTo("[\"trail shoe\",{\"value\":\"TV-1\",\"names\":[\"telly\"]}]");
        JsonNode listed = call("GET", path, "key-a", null).body().path("entities");
        assertThat(listed.path(0).path("kind").asString()).isEqualTo("list");
        assertThat(listed.path(0).path("items").asInt()).isEqualTo(2);
        assertThat(call("DELETE", path + "/product", "key-a", null).status()).isEqualTo(204);
        assertThat(call("DELETE", path + "/product", "key-a", null).status()).isEqualTo(404);
        assertThat(call("GET", path + "/product", "key-a", null).code()).isEqualTo("not_found");
    }

    @Test
    void allAreReplacedAtOnceInTheirOrder() throws Exception {
        Answer replaced =
                call(
                        "PUT",
                        OWN,
                        "key-a",
                        "{\"sku\": {\"pattern\": \"PRD-\\\\d{4}\"}, \"product\": %s}"
                                .formatted(LIST));
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.body().path("entities").valueStream())
                .extracting(entity -> entity.path("type").asString())
                .containsExactly("sku", "product");
        assertThat(call("PUT", OWN, "key-a", "{}").body().path("entities")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"pattern\": \"(a+)+\\\\1\"}|back-references are not supported",
                "{\"pattern\": \"((x{900}){900}){900}\"}|refused",
                "{\"pattern\": \"x*\"}|matches the empty text",
                "{\"items\": []}|1 to 50,000",
                "{\"itmes\": [\"x\"]}|either a pattern or items",
                "[]|either a pattern or items",
            })
    void whatCouldHoldUpMessagesOrMeansNothingIsRefused(String body, String cause)
            throws Exception {
        Answer answer = call("PUT", SHARED + "/code", "key-a", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_field");
        assertThat(answer.body().path("detail").asString()).contains("'code'", cause);
    }

    @Test
    void whatIsWrongLeavesWhatWasThere() throws Exception {
        call("PUT", SHARED + "/kept", "key-a", LIST);
        assertThat(call("PUT", SHARED + "/kept", "key-a", "{").code()).isEqualTo("malformed_json");
        assertThat(call("PUT", SHARED + "/Kept", "key-a", LIST).status()).isEqualTo(400);
        assertThat(call("PUT", SHARED, "key-a", "{\"a\": {\"pattern\": \"[\"}}").status())
                .isEqualTo(400);
        assertThat(call("GET", SHARED + "/kept", "key-a", null).status()).isEqualTo(200);
        call("DELETE", SHARED + "/kept", "key-a", null);
    }

    @Test
    void noOtherTenantAndNoAgentChangesThem() throws Exception {
        call("PUT", OWN + "/secret", "key-a", LIST);
        assertThat(call("GET", OWN + "/secret", "key-b", null).status()).isEqualTo(404);
        assertThat(call("GET", OWN, "key-b", null).body().path("entities")).isEmpty();
        assertThat(call("PUT", OWN + "/secret", "key-b", LIST).code())
                .isEqualTo("unknown_assistant");
        assertThat(call("DELETE", OWN + "/secret", "key-b", null).status()).isEqualTo(404);
        assertThat(call("PUT", OWN + "/secret", "key-a-agent", LIST).status()).isEqualTo(403);
        assertThat(call("GET", OWN, null, null).status()).isEqualTo(401);
        assertThat(call("GET", OWN + "/secret", "key-a", null).status()).isEqualTo(200);
        call("DELETE", OWN + "/secret", "key-a", null);
    }

    @Test
    void theOpenApiDocumentHasEveryPathOfUnderstanding() throws Exception {
        JsonNode paths = call("GET", "/v3/api-docs", null, null).body().path("paths");
        String nlu = "/api/v1/assistants/{assistantId}/nlu";
        assertThat(paths.propertyNames())
                .contains(
                        nlu + "/examples",
                        nlu + "/runs",
                        nlu + "/runs/{version}",
                        nlu + "/models",
                        nlu + "/models/{version}",
                        nlu + "/active",
                        nlu + "/roll-back",
                        nlu + "/try",
                        SHARED,
                        SHARED + "/{type}",
                        "/api/v1/assistants/{assistantId}/entities",
                        "/api/v1/assistants/{assistantId}/entities/{type}");
        assertThat(paths.path(SHARED + "/{type}").propertyNames())
                .containsExactlyInAnyOrder("get", "put", "delete");
        paths.properties().stream()
                .filter(path -> path.getKey().matches(".*/(nlu|entities)(/.*)?"))
                .forEach(
                        path ->
                                assertThat(path.getValue().properties())
                                        .as(path.getKey())
                                        .allSatisfy(
                                                operation ->
                                                        assertThat(
                                                                        operation
                                                                                .getValue()
                                                                                .path("summary")
                                                                                .asString(""))
                                                                .isNotBlank()));
    }

    private record Answer(int status, JsonNode body) {

        String code() {
            return body.path("code").asString("");
        }
    }

    private static Answer call(
            String method, String path, @Nullable String key, @Nullable String body)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control.port() + path))
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        HttpResponse<String> response =
                HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        String answer = response.body().isBlank() ? "{}" : response.body();
        return new Answer(response.statusCode(), JsonMapper.shared().readTree(answer));
    }
}
