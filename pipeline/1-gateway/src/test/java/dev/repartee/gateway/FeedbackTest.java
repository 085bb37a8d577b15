package dev.repartee.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.event.ChatRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What users think of replies, over HTTP. */
class FeedbackTest extends GatewayTest {

    private static final String THUMB = "{\"rating\":\"down\"}";

    @Test
    void anOpinionIsStoredReadAndReplacedByTheNext() {
        String path = feedbackOn(answered("ana"), "ana");
        HttpResponse<String> first =
                put(
                        path,
                        "{\"rating\":\"down\",\"reasons\":[\"outdated\",\"wrong\"],\"comment\":\" old \","
                                + "\"correction\":\"Since May we open at nine.\"}");

        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        JsonNode stored = Harness.json(gateway.get(path));
        assertThat(stored).isEqualTo(Harness.json(first));
        assertThat(stored.get("rating").stringValue()).isEqualTo("down");
        assertThat(stored.get("reasons").toString()).isEqualTo("[\"outdated\",\"wrong\"]");
        assertThat(stored.get("comment").stringValue()).isEqualTo("old");
        assertThat(stored.get("correction").stringValue()).isEqualTo("Since May we open at nine.");
        assertThat(stored.get("assistantId").stringValue()).isEqualTo("default");

        assertThat(put(path, "{\"rating\":\"up\"}").statusCode()).isEqualTo(200);
        JsonNode replaced = Harness.json(gateway.get(path));
        assertThat(replaced.get("rating").stringValue()).isEqualTo("up");
        assertThat(replaced.has("comment")).isFalse();
        assertThat(replaced.get("reasons")).isEmpty();
    }

    @Test
    void aUserTokenReachesItsOwnUsersRepliesOnly() {
        String id = answered("bob");
        String path = "/api/v1/messages/" + id + "/feedback";

        assertThat(put(path, gateway.userToken("bob"), THUMB).statusCode()).isEqualTo(200);
        assertThat(put(path, gateway.userToken("eve"), THUMB).statusCode()).isEqualTo(404);
        assertThat(put(path + "?userId=bob", gateway.userToken("eve"), THUMB).statusCode())
                .isBetween(403, 404);
        assertThat(
                        gateway.send(
                                        HttpRequest.newBuilder(gateway.uri(path))
                                                .header(
                                                        "Authorization",
                                                        "Bearer " + gateway.userToken("eve")))
                                .statusCode())
                .isEqualTo(404);
    }

    @Test
    void anotherTenantsReplyIsNotThere() {
        String path = feedbackOn(answered("cid"), "cid");

        assertThat(put(path, gateway.otherKey, THUMB).statusCode()).isEqualTo(404);
        assertThat(put(path, "rp_nonsense", THUMB).statusCode()).isEqualTo(401);
        assertThat(gateway.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void thereIsNoOpinionOnWhatHasNoReply() {
        assertThat(put(feedbackOn("no-such-message", "dan"), THUMB).statusCode()).isEqualTo(404);
        assertThat(put("/api/v1/messages/" + answered("dan") + "/feedback", THUMB).statusCode())
                .as("an API key must say whose reply it is")
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|rating",
                "[]|",
                "{'rating':'sideways'}|rating",
                "{'rating':1}|rating",
                "{'reasons':'wrong'}|reasons",
                "{'reasons':['wrong','ugly']}|reasons",
                "{'rating':'up','coment':'typo'}|coment",
                "{'rating':'up',|",
            })
    void saysWhichFieldIsWrong(String body, String field) {
        HttpResponse<String> refused =
                put(feedbackOn(answered("fay"), "fay"), body.replace('\'', '"'));

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        if (field != null) {
            assertThat(refused.body()).contains("\"" + field + "\"");
        }
    }

    @Test
    void textsAreBounded() {
        String path = feedbackOn(answered("gus"), "gus");

        assertThat(put(path, "{\"comment\":\"" + "x".repeat(2_001) + "\"}").statusCode())
                .isBetween(400, 413);
        assertThat(put(path, "{\"comment\":\"" + "x".repeat(200_000) + "\"}").statusCode())
                .isEqualTo(413);
        assertThat(put(path, "{\"comment\":\"" + "x".repeat(2_000) + "\"}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aStoreThatIsGoneIsSaidAndTriedAgain() {
        String path = feedbackOn(answered("hal"), "hal");
        gateway.history.gone = true;
        try {
            HttpResponse<String> refused = put(path, THUMB);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        } finally {
            gateway.history.gone = false;
        }
        assertThat(put(path, THUMB).statusCode()).isEqualTo(200);
    }

    /** A message of a user that was replied to; its id. */
    private static String answered(String user) {
        String text = "question " + UUID.randomUUID();
        gateway.post("/api/v1/messages", "{\"text\":\"" + text + "\",\"userId\":\"" + user + "\"}");
        ChatRequest request = gateway.sent(text);
        gateway.history.messages.put(
                request.envelope().key(), Stored.replied(request, "We open at ten."));
        return request.envelope().key().requestId().value();
    }

    private static String feedbackOn(String requestId, String user) {
        return "/api/v1/messages/" + requestId + "/feedback?userId=" + user;
    }

    private static HttpResponse<String> put(String path, String body) {
        return put(path, gateway.apiKey, body);
    }

    private static HttpResponse<String> put(String path, String bearer, String body) {
        return gateway.send(
                HttpRequest.newBuilder(gateway.uri(path))
                        .header("Authorization", "Bearer " + bearer)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body)));
    }
}
