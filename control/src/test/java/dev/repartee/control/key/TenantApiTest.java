package dev.repartee.control.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.assistants.AssistantStore;
import dev.repartee.contract.AccountId;
import dev.repartee.contract.TenantId;
import dev.repartee.control.ControlConfig;
import dev.repartee.control.ControlPlane;
import dev.repartee.control.ControlServices;
import dev.repartee.control.knowledge.KnowledgeServices;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.SecretBox;
import dev.repartee.embedded.TestEngines;
import dev.repartee.identity.AccessTokenConfig;
import dev.repartee.identity.AccessTokens;
import dev.repartee.identity.Authentication;
import dev.repartee.identity.Identity;
import dev.repartee.identity.Principal;
import dev.repartee.identity.SigningKeys;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.Tenants;
import dev.repartee.identity.UserTokenConfig;
import dev.repartee.identity.UserTokens;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.account.Memberships;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.key.ApiKeys;
import dev.repartee.identity.origin.OriginRules;
import dev.repartee.identity.origin.Origins;
import dev.repartee.identity.quota.Quota;
import dev.repartee.identity.quota.Quotas;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.role.RoleId;
import dev.repartee.identity.role.Roles;
import dev.repartee.identity.session.LoginConfig;
import dev.repartee.identity.session.Logins;
import dev.repartee.identity.session.Method;
import dev.repartee.identity.session.Place;
import dev.repartee.identity.session.RevokedLogins;
import dev.repartee.knowledge.DocumentStore;
import dev.repartee.knowledge.upload.DocumentUploads;
import dev.repartee.knowledge.upload.Signal;
import dev.repartee.knowledge.upload.UploadConfig;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.DatabaseConfig;
import dev.repartee.postgres.Schema;
import dev.repartee.postgres.Sql;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keys, origins and quotas of a business over HTTP, on a real database with real credentials. */
class TenantApiTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");
    private static final String KEYS = "/api/v1/api-keys";
    private static final String ORIGINS = "/api/v1/tenant/origins";
    private static final String QUOTAS = "/api/v1/tenant/quotas";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Database database;
    private static ApiKeys keys;
    private static Quotas quotas;
    private static Logins logins;
    private static Memberships memberships;
    private static Accounts accounts;
    private static Roles roles;
    private static ControlPlane control;
    private static String admin;
    private static String other;

    @BeforeAll
    static void start(@TempDir Path folder) {
        Clock clock = Clock.systemUTC();
        database =
                Database.open(
                        DatabaseConfig.parse(TestEngines.postgres().fullUrl()),
                        new SimpleMeterRegistry());
        database.migrate(Schema.MAIN);
        Tenants tenants = new Tenants(database);
        tenants.save(new Tenant(ACME, "Acme", Set.of(), "US"));
        tenants.save(new Tenant(OTHER, "Other", Set.of(), "US"));
        SecretBox box = new SecretBox(MasterKeyFile.readOrCreate(folder.resolve("master.key")));
        SigningKeys signing = new SigningKeys(database, box, Duration.ofHours(24), clock);
        signing.refresh();
        RevokedLogins revoked = new RevokedLogins(database, Duration.ofMinutes(16), clock);
        AccessTokens access =
                new AccessTokens(signing, AccessTokenConfig.defaults(), revoked, clock);
        keys = new ApiKeys(database, clock);
        admin = keys.create(ACME, "admin", null).text();
        other = keys.create(OTHER, "admin", null).text();
        roles = new Roles(database);
        roles.refresh();
        quotas = new Quotas(database, clock);
        memberships = new Memberships(database, clock);
        accounts = new Accounts(database, clock);
        logins = new Logins(database, access, memberships, revoked, LoginConfig.defaults(), clock);
        Origins origins = new Origins(database);
        control =
                new ControlPlane(
                                ControlConfig.defaults(),
                                new ControlServices(
                                        new AssistantStore(database, clock),
                                        callers(
                                                new Identity(
                                                        keys,
                                                        new UserTokens(
                                                                signing,
                                                                UserTokenConfig.defaults(),
                                                                clock),
                                                        access,
                                                        roles)),
                                        user -> {
                                            throw new UnsupportedOperationException();
                                        }))
                        .with(KnowledgeServices.class, knowledge(folder))
                        .with(ApiKeyServices.class, new ApiKeyServices(keys, roles, logins))
                        .with(Origins.class, origins)
                        .with(
                                OriginRules.class,
                                new OriginRules(List.of("https://console.example"), origins))
                        .with(Quotas.class, quotas)
                        .with(Clock.class, clock)
                        .with(AuditLog.class, new AuditLog(database, box));
        control.start();
    }

    private static KnowledgeServices knowledge(Path folder) {
        UploadConfig limits = UploadConfig.defaults();
        return new KnowledgeServices(
                new DocumentStore(database),
                new DocumentUploads(database, limits, folder, new Signal()),
                limits);
    }

    private static ControlServices.Callers callers(Identity identity) {
        return new ControlServices.Callers() {
            @Override
            public Authentication authenticate(String bearer) {
                return identity.authenticate(bearer);
            }

            @Override
            public Set<Permission> permissions(Principal principal) {
                return roles.granted(principal).permissions();
            }
        };
    }

    @AfterAll
    static void stop() {
        control.close();
        database.close();
    }

    @Test
    void aKeyIsMadeShownOnceUsedListedAndEnded() {
        Answer made =
                call(
                        "POST",
                        KEYS,
                        admin,
                        """
                        {"name":" web shop ","role":"developer",
                         "permissions":["messages_send","user_tokens_issue","assistants_read"],
                         "expiresAt":"2099-01-01T00:00:00Z"}
                        """);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String key = made.json().path("key").asString();
        String prefix = made.json().path("apiKey").path("prefix").asString();
        assertThat(key).startsWith("rp_" + prefix + "_");
        assertThat(made.response().headers().firstValue("Cache-Control").orElseThrow())
                .contains("no-store");

        assertThat(call("GET", "/api/v1/assistants", key, null).status()).isEqualTo(200);
        assertThat(call("POST", "/api/v1/assistants", key, "{}").status())
                .as("its role may, it may not")
                .isEqualTo(403);

        keys.writeUses();
        Answer list = call("GET", KEYS, admin, null);
        assertThat(list.text()).doesNotContain(key.substring(12));
        JsonNode shown = find(list.json().path("apiKeys"), prefix);
        assertThat(shown.path("name").asString()).isEqualTo("web shop");
        assertThat(shown.path("role").asString()).isEqualTo("developer");
        assertThat(shown.path("permissions").size()).isEqualTo(3);
        assertThat(shown.path("createdBy").asString()).startsWith("key:");
        assertThat(shown.path("expiresAt").asString()).isEqualTo("2099-01-01T00:00:00Z");
        assertThat(shown.path("lastUsedAt").isNull()).isFalse();

        assertThat(call("DELETE", KEYS + "/" + prefix, other, null).status()).isEqualTo(404);
        assertThat(call("DELETE", KEYS + "/" + prefix, admin, null).status()).isEqualTo(204);
        assertThat(call("DELETE", KEYS + "/" + prefix, admin, null).status()).isEqualTo(404);
        assertThat(call("GET", "/api/v1/assistants", key, null).status()).isEqualTo(401);
        assertThat(call("GET", KEYS, admin, null).text()).doesNotContain(prefix);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"x\"}",
                "{\"name\":\"\",\"role\":\"agent\"}",
                "{\"name\":\"x\",\"role\":\"nobody\"}",
                "{\"name\":\"x\",\"role\":\"operator\"}",
                "{\"name\":\"x\",\"role\":\"end_user\"}",
                "{\"name\":\"x\",\"role\":\"No Role\"}",
                "{\"name\":\"x\",\"role\":\"agent\",\"permissions\":[]}",
                "{\"name\":\"x\",\"role\":\"agent\",\"permissions\":[null]}",
                "{\"name\":\"x\",\"role\":\"agent\",\"permissions\":[\"fly\"]}",
                "{\"name\":\"x\",\"role\":\"agent\",\"permissions\":[\"tenant_change\"]}",
                "{\"name\":\"x\",\"role\":\"agent\",\"expiresAt\":\"2001-01-01T00:00:00Z\"}",
                "{\"name\":\"x\",\"role\":\"agent\",\"expiresAt\":\"soon\"}",
                "{\"name\":\"x\",\"role\":\"agent\",\"tenantId\":\"other\"}",
                "[]"
            })
    void whatMakesNoKeyIsRefused(String body) {
        assertThat(call("POST", KEYS, admin, body).status()).isEqualTo(400);
    }

    @Test
    void aMisspeltRestrictionIsToldAndNotPassedOver() {
        Answer refused =
                call(
                        "POST",
                        KEYS,
                        admin,
                        "{\"name\":\"x\",\"role\":\"admin\",\"permission\":[\"tenant_read\"]}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("code").asString()).isEqualTo("invalid_field");
        assertThat(refused.json().path("detail").asString()).contains("'permission'");
    }

    @Test
    void nobodyMakesAKeyThatMayMoreThanTheyMay() {
        assertThat(call("POST", KEYS, admin, "{\"name\":\"x\",\"role\":\"owner\"}").status())
                .isEqualTo(403);
        assertThat(
                        call(
                                        "POST",
                                        KEYS,
                                        admin,
                                        "{\"name\":\"x\",\"role\":\"owner\","
                                                + "\"permissions\":[\"ownership\"]}")
                                .status())
                .isEqualTo(403);
        String narrow =
                call(
                                "POST",
                                KEYS,
                                admin,
                                "{\"name\":\"x\",\"role\":\"admin\","
                                        + "\"permissions\":[\"api_keys_change\"]}")
                        .json()
                        .path("key")
                        .asString();
        assertThat(call("POST", KEYS, narrow, "{\"name\":\"x\",\"role\":\"admin\"}").status())
                .as("a narrow key makes no wide one")
                .isEqualTo(403);
    }

    @Test
    void onlyWhoMayManageKeysDoes() {
        for (Role role : List.of(Role.AGENT, Role.ANALYST, Role.DEVELOPER)) {
            String key = keys.create(ACME, role.word(), role.id(), null).text();
            assertThat(call("POST", KEYS, key, "{\"name\":\"x\",\"role\":\"agent\"}").status())
                    .isEqualTo(403);
            assertThat(call("GET", KEYS, key, null).status())
                    .isEqualTo(role == Role.DEVELOPER ? 200 : 403);
        }
    }

    @Test
    void whoSignedInLongAgoProvesAnewWhoTheyAre() {
        AccountId account =
                accounts.create(
                                new Accounts.Draft(
                                        new EmailAddress(UUID.randomUUID() + "@acme.example"),
                                        "Ann",
                                        "unused",
                                        false,
                                        true))
                        .orElseThrow()
                        .id();
        Membership membership = new Membership(ACME, Role.OWNER.id());
        memberships.put(account, membership);
        roles.refresh();
        var granted =
                logins.open(
                        new Logins.Opening(
                                account,
                                membership,
                                List.of(Method.values()[0]),
                                new Place("10.0.0.1", "test"),
                                false));
        String token = granted.access().text();
        String body = "{\"name\":\"mine\",\"role\":\"owner\"}";
        assertThat(call("POST", KEYS, token, body).status()).isEqualTo(201);

        execute("UPDATE logins SET proven_at = proven_at - interval '11 minutes'");

        Answer refused = call("POST", KEYS, token, body);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("code").asString()).isEqualTo("step_up_required");
        assertThat(call("GET", KEYS, token, null).status()).isEqualTo(200);
    }

    @Test
    void aFullTenantIsToldSoAndGoesOnWhenThereIsRoom() {
        quotas.set(OTHER, Map.of(Quota.API_KEYS, 2L, Quota.ASSISTANTS, 0L));
        Answer made = call("POST", KEYS, other, "{\"name\":\"x\",\"role\":\"agent\"}");
        assertThat(made.status()).isEqualTo(201);
        Answer refused = call("POST", KEYS, other, "{\"name\":\"x\",\"role\":\"agent\"}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("code").asString()).isEqualTo("quota_full");
        assertThat(refused.json().path("detail").asString())
                .isEqualTo("this tenant may have 2 api keys and has them all");
        assertThat(
                        call("POST", "/api/v1/assistants", other, "{\"id\":\"a\",\"name\":\"A\"}")
                                .json()
                                .path("code")
                                .asString())
                .isEqualTo("quota_full");

        JsonNode shown = call("GET", QUOTAS, other, null).json().path("quotas");
        assertThat(shown.size()).isEqualTo(Quota.values().length);
        JsonNode ofKeys = shown.path(Quota.API_KEYS.ordinal());
        assertThat(ofKeys.path("quota").asString()).isEqualTo("api_keys");
        assertThat(ofKeys.path("most").asLong()).isEqualTo(2);
        assertThat(ofKeys.path("used").asLong()).isEqualTo(2);
        assertThat(ofKeys.path("own").asBoolean()).isTrue();

        String prefix = made.json().path("apiKey").path("prefix").asString();
        call("DELETE", KEYS + "/" + prefix, other, null);
        assertThat(call("POST", KEYS, other, "{\"name\":\"x\",\"role\":\"agent\"}").status())
                .isEqualTo(201);
    }

    @Test
    void thePlatformSetsQuotasAndNoTenantDoes() {
        String path = "/api/v1/platform/tenants/acme/quotas";
        String body = "{\"quotas\":{\"messages_per_day\":7,\"documents\":null}}";
        assertThat(call("PUT", path, admin, body).status()).isEqualTo(403);
        assertThat(call("GET", path, admin, null).status()).isEqualTo(403);
        String operator = keys.create(ACME, "operator", new RoleId("operator"), null).text();

        Answer set = call("PUT", path, operator, body);
        assertThat(set.status()).as(set.text()).isEqualTo(200);
        assertThat(quotas.most(ACME, Quota.MESSAGES_PER_DAY)).hasValue(7);
        assertThat(quotas.most(ACME, Quota.DOCUMENTS)).isEmpty();
        assertThat(call("PUT", path, operator, "{\"quotas\":{}}").status()).isEqualTo(200);
        assertThat(quotas.most(ACME, Quota.MESSAGES_PER_DAY)).isEmpty();

        for (String wrong :
                List.of(
                        "{}",
                        "{\"quotas\":{\"cats\":1}}",
                        "{\"quotas\":{\"members\":-1}}",
                        "{\"quotas\":{\"members\":\"many\"}}",
                        "{\"members\":1}")) {
            assertThat(call("PUT", path, operator, wrong).status()).as(wrong).isEqualTo(400);
        }
        assertThat(
                        call("PUT", path.replace("acme", "nobody"), operator, "{\"quotas\":{}}")
                                .status())
                .isEqualTo(404);
    }

    @Test
    void aWebPageCallsWithTheCredentialsOfWhoAllowsIt() {
        String shop = "https://shop.example";
        assertThat(from(shop, admin)).isEqualTo(403);
        Answer set = call("PUT", ORIGINS, admin, "{\"origins\":[\"https://shop.example\"]}");
        assertThat(set.status()).as(set.text()).isEqualTo(200);
        assertThat(set.json().path("origins").path(0).asString()).isEqualTo(shop);

        assertThat(from(shop, admin)).isEqualTo(200);
        assertThat(from(shop, other)).as("another tenant's credential").isEqualTo(403);
        assertThat(from("https://console.example", other)).isEqualTo(200);
        assertThat(from("http://127.0.0.1:" + control.port(), other)).as("own page").isEqualTo(200);
        assertThat(from("null", admin)).isEqualTo(403);

        call("PUT", ORIGINS, admin, "{\"origins\":[]}");
        assertThat(from(shop, admin)).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"origins\":null}",
                "{\"origins\":[null]}",
                "{\"origins\":[\"\"]}",
                "{\"origins\":[\"*\"]}",
                "{\"origins\":[\"http://shop.example\"]}",
                "{\"origins\":\"https://shop.example\"}",
                "{\"origins\":[\"https://shop.example/\"],\"x\":1}"
            })
    void whatIsNoOriginIsRefused(String body) {
        assertThat(call("PUT", ORIGINS, admin, body).status()).isEqualTo(400);
    }

    private static int from(String origin, String key) {
        return send(request("GET", "/api/v1/assistants", key, null).header("Origin", origin))
                .status();
    }

    private static JsonNode find(JsonNode list, String prefix) {
        for (JsonNode one : list) {
            if (one.path("prefix").asString().equals(prefix)) {
                return one;
            }
        }
        throw new AssertionError("no key " + prefix + " in " + list);
    }

    private static void execute(String sql) {
        database.with(connection -> Sql.update(connection, sql));
    }

    private record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String text() {
            return response.body();
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(text());
        }
    }

    private static Answer call(String method, String path, String key, @Nullable String body) {
        return send(request(method, path, key, body));
    }

    private static HttpRequest.Builder request(
            String method, String path, String key, @Nullable String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control.port() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
