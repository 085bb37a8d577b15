package dev.repartee.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.UserId;
import dev.repartee.identity.key.ApiKeyDraft;
import dev.repartee.identity.key.IssuedApiKey;
import dev.repartee.identity.origin.Origin;
import dev.repartee.identity.quota.Quota;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.role.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for one tenant and not for the other: quotas, origins, and keys that are ended. */
class TenantBordersTest extends GatewayTest {

    private static final String SHOP = "https://acme-shop.example";

    /** What was counted is forgotten at midnight. */
    @BeforeEach
    void keepWithinADay() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> LocalTime.now(ZoneOffset.UTC).isBefore(LocalTime.of(23, 59)));
    }

    @AfterEach
    void reset() {
        gateway.people.policies.quotas().set(People.ACME, Map.of());
        gateway.people.policies.quotas().set(People.OTHER, Map.of());
        gateway.people.policies.origins().replace(People.ACME, Set.of());
    }

    @Test
    void aTenantThatSentAllThatItMayIsToldWhenItMayAgain() {
        gateway.people.policies.quotas().set(People.ACME, Map.of(Quota.MESSAGES_PER_DAY, 1L));
        assertThat(message(gateway.apiKey, "{\"text\":\" \",\"userId\":\"u\"}").statusCode())
                .as("what is not accepted does not count")
                .isEqualTo(400);
        assertThat(message(gateway.apiKey).statusCode()).isEqualTo(202);

        HttpResponse<String> refused = message(gateway.apiKey);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Harness.json(refused).path("code").asString()).isEqualTo("quota_exceeded");
        long seconds = Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow());
        assertThat(seconds).isBetween(1L, Duration.ofDays(1).toSeconds());
        assertThat(message(gateway.otherKey).statusCode()).isEqualTo(202);
        try (SocketScript socket = SocketScript.open(gateway, "quota", "phone")) {
            var frame = socket.send("{\"type\":\"message\",\"text\":\"one more\"}").expect("error");
            assertThat(frame.path("code").asString()).isEqualTo("quota_exceeded");
            assertThat(frame.path("retryAfterSeconds").asLong()).isPositive();
            socket.expectNothingMore();
        }
    }

    @Test
    void whatComesAgainUnderItsIdCountsOnceAndWhatWasRefusedIsNoWayAround() {
        gateway.people.policies.quotas().set(People.OTHER, Map.of(Quota.MESSAGES_PER_DAY, 2L));
        String id = UUID.randomUUID().toString();
        String late = UUID.randomUUID().toString();
        for (int i = 0; i < 4; i++) {
            assertThat(sent(id, "hello").statusCode()).isEqualTo(202);
        }
        assertThat(sent(UUID.randomUUID().toString(), "hello").statusCode()).isEqualTo(202);

        assertThat(sent(late, "too late").statusCode()).isEqualTo(429);
        assertThat(sent(late, "too late").statusCode()).as("not counted before").isEqualTo(429);
        assertThat(sent(id, "hello").statusCode()).as("counted before").isEqualTo(202);
        assertThat(sent(id, "another text").statusCode()).isEqualTo(409);
        assertThat(message(gateway.otherKey).statusCode()).isEqualTo(429);
    }

    @Test
    void aPageCallsWithTheCredentialsOfTheTenantThatAllowsIt() {
        assertThat(from(SHOP, gateway.apiKey).statusCode()).isEqualTo(403);
        assertThat(from(SHOP, gateway.apiKey).headers().map())
                .doesNotContainKey("access-control-allow-origin");

        gateway.people.policies.origins().replace(People.ACME, Set.of(new Origin(SHOP)));

        HttpResponse<String> allowed = from(SHOP, gateway.apiKey);
        assertThat(allowed.statusCode()).isEqualTo(202);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).contains(SHOP);
        assertThat(preflight(SHOP).headers().firstValue("Access-Control-Allow-Origin"))
                .contains(SHOP);
        assertThat(from(SHOP, gateway.otherKey).statusCode())
                .as("another tenant's credential")
                .isEqualTo(403);
        assertThat(from("https://shop.example", gateway.otherKey).statusCode())
                .as("the deployment's page")
                .isEqualTo(202);
        assertThat(from("http://127.0.0.1:" + gateway.stage.port(), gateway.otherKey).statusCode())
                .as("our own page")
                .isEqualTo(202);
        assertThat(from("null", gateway.apiKey).statusCode()).isEqualTo(403);
    }

    @Test
    void aPageOpensSocketsOfTheTenantThatAllowsIt() {
        assertThatThrownBy(() -> socketFrom(SHOP, gateway.apiKey).close())
                .isInstanceOf(CompletionException.class);
        gateway.people.policies.origins().replace(People.ACME, Set.of(new Origin(SHOP)));

        try (SocketScript socket = socketFrom(SHOP, gateway.apiKey)) {
            socket.expectNothingMore();
        }
        try (SocketScript socket = socketFrom(SHOP, gateway.otherKey)) {
            assertThat(socket.expectClosed()).isEqualTo(ErrorCode.FORBIDDEN.closeCode());
        }
        assertThatThrownBy(() -> socketFrom("null", gateway.apiKey).close())
                .isInstanceOf(CompletionException.class);
    }

    @Test
    void anEndedKeyTakesItsSocketsAndItsUsersWithIt() {
        IssuedApiKey key = gateway.people.keys.create(People.ACME, "to be ended", null);
        String token =
                gateway.people
                        .tokens
                        .mint(
                                gateway.people.keys.principal(key.text()).orElseThrow(),
                                new UserId("ended"),
                                null)
                        .text();
        try (SocketScript server = socket(key.text(), "?userId=ended&device=a");
                SocketScript user = socket(token, "?device=b")) {
            server.expectNothingMore();
            user.expectNothingMore();

            gateway.people.keys.revoke(People.ACME, key.key().prefix());

            assertThat(server.expectClosed()).isEqualTo(ErrorCode.UNAUTHENTICATED.closeCode());
            assertThat(user.expectClosed()).isEqualTo(ErrorCode.UNAUTHENTICATED.closeCode());
        }
        assertThat(message(key.text()).statusCode()).isEqualTo(401);
        assertThat(message(token, "{\"text\":\"hi\"}").statusCode()).isEqualTo(401);
    }

    @Test
    void aKeyDoesWhatItsScopesSay() {
        String reader =
                gateway.people
                        .keys
                        .create(
                                new ApiKeyDraft(
                                        People.ACME,
                                        "tokens only",
                                        Role.DEVELOPER.id(),
                                        Set.of(Permission.USER_TOKENS_ISSUE),
                                        "test",
                                        null))
                        .text();
        HttpResponse<String> refused = message(reader);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("this key lacks the scope 'messages_send'");
        HttpResponse<String> token =
                gateway.post("/api/v1/tokens", reader, "{\"userId\":\"scoped\"}");
        assertThat(token.statusCode()).isEqualTo(200);
        assertThat(
                        message(
                                        Harness.json(token).path("token").asString(),
                                        "{\"text\":\"a user may\"}")
                                .statusCode())
                .isEqualTo(202);
    }

    private static HttpResponse<String> message(String credential) {
        return message(credential, "{\"text\":\"hello\",\"userId\":\"u\"}");
    }

    private static HttpResponse<String> message(String credential, String body) {
        return gateway.post("/api/v1/messages", credential, body);
    }

    private static HttpResponse<String> sent(String id, String text) {
        return message(
                gateway.otherKey,
                "{\"text\":\"%s\",\"userId\":\"u\",\"requestId\":\"%s\"}".formatted(text, id));
    }

    private static HttpResponse<String> from(String origin, String key) {
        return gateway.send(
                HttpRequest.newBuilder(gateway.uri("/api/v1/messages"))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .header("Origin", origin)
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"text\":\"from a page\",\"userId\":\"u\"}")));
    }

    private static HttpResponse<String> preflight(String origin) {
        return gateway.send(
                HttpRequest.newBuilder(gateway.uri("/api/v1/messages"))
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    }

    private static SocketScript socketFrom(String origin, String key) {
        return new SocketScript(
                gateway,
                "?userId=u",
                builder ->
                        builder.header("Authorization", "Bearer " + key).header("Origin", origin));
    }

    private static SocketScript socket(String credential, String query) {
        return new SocketScript(
                gateway, query, builder -> builder.header("Authorization", "Bearer " + credential));
    }
}
