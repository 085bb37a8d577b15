package dev.repartee.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.Topic;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.messages.StoredMessage;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Whoever waits for the answer to a user who was erased meanwhile learns that, through every door:
 * it is no failure of the server, and nothing to send again.
 */
class ErasedUserTest extends GatewayTest {

    @Test
    void aHeldCompletionIsGone() {
        CompletableFuture<HttpResponse<String>> response =
                ask("/api/v1/chat/completions", completion("held", false), "application/json");
        gateway.pipeline.pushToWaiter(expired(gateway.sent("held"), true), 1);

        assertThat(response.join().statusCode()).as(response.join().body()).isEqualTo(410);
        JsonNode error = Harness.json(response.join()).get("error");
        assertThat(error.get("code").stringValue()).isEqualTo("user_erased");
        assertThat(error.get("type").stringValue()).isEqualTo("invalid_request_error");
        assertThat(response.join().headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void aCompletionThatNobodyCameToIsStillOverdue() {
        CompletableFuture<HttpResponse<String>> response =
                ask("/api/v1/chat/completions", completion("overdue", false), "application/json");
        gateway.pipeline.pushToWaiter(expired(gateway.sent("overdue"), false), 2);

        assertThat(response.join().statusCode()).isEqualTo(504);
        assertThat(Harness.json(response.join()).at("/error/code").stringValue())
                .isEqualTo("request_expired");
    }

    @Test
    void aStreamedCompletionEndsWithTheReason() {
        CompletableFuture<HttpResponse<String>> response =
                ask("/api/v1/chat/completions", completion("piecemeal", true), "application/json");
        gateway.pipeline.pushToWaiter(expired(gateway.sent("piecemeal"), true), 3);

        assertThat(response.join().body()).contains("\"code\":\"user_erased\"");
    }

    @Test
    void aStreamOfEventsEndsWithTheReason() {
        CompletableFuture<HttpResponse<String>> response =
                ask("/api/v1/messages", message("streamed"), "text/event-stream");
        gateway.pipeline.pushToWaiter(expired(gateway.sent("streamed"), true), 4);

        assertThat(response.join().body())
                .contains("event: error", "\"code\":\"user_erased\"")
                .doesNotContain("in time");
    }

    @Test
    void aSocketIsToldTheReason() {
        try (SocketScript bea = SocketScript.open(gateway, "bea", "phone")) {
            bea.send("{\"type\":\"message\",\"text\":\"by socket\"}").expect("accepted");
            gateway.pipeline.push(expired(gateway.sent("by socket"), true), 5, "phone", false, -1);

            JsonNode status = bea.expect("status");
            assertThat(status.get("status").stringValue()).isEqualTo("expired");
            assertThat(status.get("code").stringValue()).isEqualTo("user_erased");
        }
    }

    @Test
    void historyKnowsTheReason() {
        gateway.post("/api/v1/messages", message("looked up"));
        ChatRequest request = gateway.sent("looked up");
        stored(request, true);
        assertThat(failure(request)).isEqualTo("user_erased");
        stored(request, false);
        assertThat(failure(request)).isEqualTo("request_expired");
    }

    private static void stored(ChatRequest request, boolean erased) {
        StoredMessage replied = Stored.replied(request, "unused");
        gateway.history.messages.put(
                request.envelope().key(),
                new StoredMessage(
                        replied.key(),
                        replied.place(),
                        new StoredMessage.Inbound(null, null, List.of()),
                        new StoredMessage.Outcome(
                                StoredMessage.State.EXPIRED, null, null, false, null),
                        replied.delivery(),
                        replied.timing(),
                        erased));
    }

    private static String failure(ChatRequest request) {
        JsonNode view =
                Harness.json(
                        gateway.get(
                                "/api/v1/messages/"
                                        + request.envelope().key().requestId()
                                        + "?userId=bea"));
        assertThat(view.get("status").stringValue()).isEqualTo("expired");
        return view.at("/failure/code").stringValue();
    }

    private static ChatResult expired(ChatRequest request, boolean erased) {
        return new ChatResult.Expired(
                request.envelope().key(),
                request.envelope().conversation(),
                request.envelope().mode(),
                new Coordinates(Topic.REQUESTS.topicName(), 0, 1),
                request.envelope().replyTo(),
                Instant.now(),
                erased);
    }

    private static String completion(String text, boolean streamed) {
        return """
        {"model":"shop","user":"bea","stream":%s,"messages":[{"role":"user","content":"%s"}]}
        """
                .formatted(streamed, text);
    }

    private static String message(String text) {
        return "{\"text\":\"" + text + "\",\"userId\":\"bea\"}";
    }

    private static CompletableFuture<HttpResponse<String>> ask(
            String path, String body, String accept) {
        return gateway.http.sendAsync(
                gateway.request(path)
                        .header("Content-Type", "application/json")
                        .header("Accept", accept)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
