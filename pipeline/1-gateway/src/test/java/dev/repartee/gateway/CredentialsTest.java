package dev.repartee.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.UserId;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Who may come in, over HTTP and by socket. */
class CredentialsTest extends GatewayTest {

    @Test
    void letsAUserTokenSpeakForItsUserAlone() {
        String token = gateway.userToken("anna");

        assertThat(gateway.post("/api/v1/messages", token, "{\"text\":\"mine\"}").statusCode())
                .isEqualTo(202);
        assertThat(gateway.sent("mine").userKey().toString()).isEqualTo("acme:anna");
        HttpResponse<String> foreign =
                gateway.post("/api/v1/messages", token, "{\"text\":\"x\",\"userId\":\"bob\"}");
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(gateway.post("/api/v1/tokens", token, "{\"userId\":\"anna\"}").statusCode())
                .isEqualTo(403);
    }

    @Test
    void mintsTokensThatWork() {
        HttpResponse<String> response =
                gateway.post("/api/v1/tokens", "{\"userId\":\"carl\",\"ttlSeconds\":60}");

        assertThat(response.statusCode()).isEqualTo(200);
        String token = Harness.json(response).get("token").stringValue();
        assertThat(gateway.post("/api/v1/messages", token, "{\"text\":\"carl's\"}").statusCode())
                .isEqualTo(202);
    }

    @Test
    void refusesWithoutAValidCredential() {
        for (String header : List.of("", "Basic x", "Bearer rp_wrong_key", "Bearer a.b.c")) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(gateway.uri("/api/v1/messages"))
                            .header("Content-Type", "application/json")
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            "{\"text\":\"x\",\"userId\":\"u\"}"));
            if (!header.isEmpty()) {
                request.header("Authorization", header);
            }
            HttpResponse<String> response = gateway.send(request);
            assertThat(response.statusCode()).as(header).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(response.headers().firstValue("Content-Type"))
                    .contains("application/problem+json");
        }
    }

    @Test
    void refusesCredentialsByACloseCodeAndForeignPagesInTheHandshake() {
        try (SocketScript nobody = new SocketScript(gateway, "", builder -> builder)) {
            assertThat(nobody.expectClosed()).isEqualTo(ErrorCode.UNAUTHENTICATED.closeCode());
        }
        try (SocketScript keyInAddress =
                new SocketScript(
                        gateway, "?userId=u&token=" + gateway.apiKey, builder -> builder)) {
            assertThat(keyInAddress.expectClosed())
                    .isEqualTo(ErrorCode.UNAUTHENTICATED.closeCode());
        }
        try (SocketScript other =
                new SocketScript(
                        gateway,
                        "?userId=bob&token=" + gateway.userToken("ida"),
                        builder -> builder)) {
            assertThat(other.expectClosed()).isEqualTo(ErrorCode.FORBIDDEN.closeCode());
        }
        assertThatThrownBy(
                        () ->
                                new SocketScript(
                                        gateway,
                                        "?token=" + gateway.userToken("ida"),
                                        builder ->
                                                builder.header("Origin", "https://evil.example")))
                .isInstanceOf(CompletionException.class);
    }

    @Test
    void takesAUserTokenFromQueryAndSubprotocol() {
        try (SocketScript query =
                new SocketScript(
                        gateway, "?token=" + gateway.userToken("ida"), builder -> builder)) {
            query.expectNothingMore();
        }
        try (SocketScript protocol =
                new SocketScript(
                        gateway,
                        "",
                        builder ->
                                builder.subprotocols(
                                        "repartee",
                                        "repartee.bearer." + gateway.userToken("ida")))) {
            assertThat(protocol.socket().getSubprotocol()).isEqualTo("repartee");
            protocol.expectNothingMore();
        }
    }

    @Test
    void closesWhenTheTokenExpires() {
        // A machine that stands still lets a token expire before it was shown.
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(
                        () ->
                                closedWithTokenFor(Duration.ofSeconds(2))
                                        == ErrorCode.TOKEN_EXPIRED.closeCode());
    }

    private static int closedWithTokenFor(Duration life) {
        String token = gateway.people.tokens.mint(People.ACME, new UserId("jo"), life).text();
        try (SocketScript jo = new SocketScript(gateway, "?token=" + token, builder -> builder)) {
            return jo.expectClosed();
        }
    }

    @Test
    void setsSecurityHeadersAndAnswersAllowedOriginsOnly() {
        HttpResponse<String> allowed = preflight("https://shop.example");
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("https://shop.example");
        assertThat(preflight("https://evil.example").headers().map())
                .doesNotContainKey("access-control-allow-origin");
        assertThat(gateway.get("/health").headers().map())
                .containsKeys(
                        "x-content-type-options", "content-security-policy", "x-frame-options");
    }

    private static HttpResponse<String> preflight(String origin) {
        return gateway.send(
                HttpRequest.newBuilder(gateway.uri("/api/v1/messages"))
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    }
}
