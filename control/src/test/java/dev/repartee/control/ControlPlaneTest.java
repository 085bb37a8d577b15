package dev.repartee.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.UserKey;
import dev.repartee.control.ControlClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who may call the control plane, and what it answers to what it can not understand. */
class ControlPlaneTest extends ControlTest {

    @Test
    void nothingIsAnsweredWithoutAValidKey() throws Exception {
        assertThat(client.call("GET", "/api/v1/assistants", null, null).status()).isEqualTo(401);
        Answer answer = client.call("GET", "/api/v1/assistants", "key-x", null);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("unauthenticated");
    }

    @Test
    void whoIsSignedInMayAskWhatAPathAllows() throws Exception {
        assertThat(client.call("OPTIONS", "/api/v1/assistants", null, null).status())
                .isEqualTo(401);
        assertThat(client.call("OPTIONS", "/api/v1/assistants", "key-a-agent", null).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent", "analyst", "operator"})
    void aRoleThatMayNotIsRefusedBeforeItsBodyIsRead(String role) throws Exception {
        Answer answer = client.call("PUT", "/api/v1/assistants/guide", "key-a-" + role, "{");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("forbidden");
    }

    @Test
    void changesAndRefusalsAreWrittenDownAndReadingIsNot() throws Exception {
        client.put("/api/v1/assistants/watched", "{\"name\":\"W\"}");
        client.call("DELETE", "/api/v1/assistants/watched", "key-a-agent", null);
        client.call("GET", "/api/v1/assistants/watched", "key-a", null);

        JsonNode entries =
                client.call("GET", "/api/v1/audit-log?limit=2", "key-a", null)
                        .body()
                        .path("entries");
        assertThat(entries.path(0).path("action").asString())
                .isEqualTo("DELETE /api/v1/assistants/{assistantId}");
        assertThat(entries.path(0).path("status").asInt()).isEqualTo(403);
        assertThat(entries.path(1).path("object").asString())
                .isEqualTo("/api/v1/assistants/watched");
        assertThat(entries.path(1).path("actor").asString()).isEqualTo("key:key-a");
        assertThat(client.call("GET", "/api/v1/audit-log", "key-b", null).body().toString())
                .doesNotContain("watched");
        assertThat(
                        client.call("GET", "/api/v1/audit-log/verification", "key-a", null)
                                .body()
                                .path("intact")
                                .asBoolean())
                .isTrue();
    }

    @Test
    void answersTellBrowsersToRunFrameAndKeepNothing() throws Exception {
        String answer = client.raw("GET /api/v1/assistants", "X: y", "");
        assertThat(answer)
                .contains("Content-Security-Policy: default-src 'none'; frame-ancestors 'none'")
                .contains("X-Content-Type-Options: nosniff")
                .contains("X-Frame-Options: DENY")
                .contains("Referrer-Policy: no-referrer")
                .contains("Cache-Control: no-cache, no-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: \" application/json",
                "Content-Type: a\u00e2\u0082pplication/json",
                "X-Anything: \u0081"
            })
    void headersThatCanNotBeReadAreTheClientsFault(String header) throws Exception {
        String answer = client.raw("PUT /api/v1/assistants/odd", header, "{}");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("protocol_violation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/assistants/a;b=c", "/api/v1//assistants", "/api/%2e%2e/x"})
    void pathsThatTheFirewallRefusesAreToldAsProblems(String path) throws Exception {
        assertThat(client.raw("GET " + path, "X: y", ""))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json");
    }

    @Test
    void anErasureSaysUntilWhenTheLogHoldsText() throws Exception {
        Answer answer = client.call("DELETE", "/api/v1/users/ana", "key-a", null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("logHoldsUntil").asString())
                .startsWith("2026-01-02T03:05:05");
        assertThat(running.erasures.erased()).contains(UserKey.parse("alpha:ana"));
    }

    @Test
    void theOpenApiDocumentIsServed() throws Exception {
        Answer answer = client.call("GET", "/v3/api-docs", null, null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("paths").has("/api/v1/assistants/{assistantId}")).isTrue();
    }
}
