package dev.repartee.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.messages.StoredResult;
import dev.repartee.redis.Push;
import dev.repartee.redis.Signal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SseTest extends GatewayTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void streamsTheReplyAndAcknowledgesIt() {
        CompletableFuture<HttpResponse<String>> response = ask("stream me", "streamer");
        ChatRequest request = gateway.sent("stream me");
        assertThat(request.envelope().replyTo().streaming()).isTrue();
        gateway.pipeline.pushDelta(request, 1, 0, 0, "Hel");
        gateway.pipeline.pushDelta(request, 2, 0, 0, "Hello ");
        gateway.pipeline.pushDelta(request, 1, 1, 3, "lost");
        gateway.pipeline.pushToWaiter(StandInPipeline.replied(request, "Hello you"), 42);

        List<String> events = response.join().body().lines().toList();
        assertThat(response.join().statusCode()).isEqualTo(200);
        assertThat(events.stream().filter(line -> line.startsWith("event:")))
                .startsWith("event: accepted")
                .endsWith("event: reply");
        assertThat(response.join().body()).contains("Hello you").doesNotContain("lost");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () ->
                                gateway.signals(Signal.Acknowledged.class).stream()
                                        .anyMatch(
                                                ack ->
                                                        ack.offset() == 42
                                                                && ack.device().equals("http")));
    }

    @Test
    void endsWithAnErrorWhenTheMessageIsParked() {
        CompletableFuture<HttpResponse<String>> response = ask("park me", "parker");
        ChatRequest request = gateway.sent("park me");
        gateway.pipeline.pushToWaiter(StandInPipeline.parked(request, "only for operators"), 43);

        assertThat(response.join().body())
                .contains("event: error", "request_parked")
                .doesNotContain("only for operators");
    }

    @Test
    void tellsAReusedIdThatOnlyDispatchNoticed() {
        CompletableFuture<HttpResponse<String>> response = ask("reused", "reuser");
        gateway.bus.push(
                gateway.gatewayId,
                new Push.Refused(gateway.sent("reused").envelope().key(), ErrorCode.ID_REUSED));

        assertThat(response.join().body()).contains("event: error", "id_reused");
    }

    @Test
    void findsInHistoryAResultWhosePushWasLost() {
        CompletableFuture<HttpResponse<String>> response = ask("lost push", "loser");
        ChatRequest request = gateway.sent("lost push");
        gateway.history.results.put(
                request.envelope().key(),
                new StoredResult(StandInPipeline.replied(request, "found"), 44));

        assertThat(response.join().body()).contains("event: reply", "found");
    }

    @Test
    void refusesBeforeTheStreamBegins() {
        HttpResponse<String> response = gateway.send(streaming("{\"text\":\"\",\"userId\":\"u\"}"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(
                        gateway.send(
                                        streaming(
                                                "{\"text\":\"x\",\"userId\":\"u\",\"mode\":\"observe\"}"))
                                .statusCode())
                .as("nothing would ever come")
                .isEqualTo(400);
    }

    private static CompletableFuture<HttpResponse<String>> ask(String text, String user) {
        return gateway.http.sendAsync(
                streaming("{\"text\":\"" + text + "\",\"userId\":\"" + user + "\"}").build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder streaming(String body) {
        return gateway.request("/api/v1/messages")
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }
}
