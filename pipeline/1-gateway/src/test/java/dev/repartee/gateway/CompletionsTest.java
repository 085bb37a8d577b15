package dev.repartee.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.content.Turn;
import dev.repartee.contract.event.ChatRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class CompletionsTest extends GatewayTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void answersInOnePiece() {
        CompletableFuture<HttpResponse<String>> response =
                ask(
                        """
                        {"model":"shop","temperature":0.5,"max_tokens":50,"messages":[
                          {"role":"system","content":"Be kind."},
                          {"role":"user","content":"Hello?"},
                          {"role":"assistant","content":"Yes?"},
                          {"role":"user","content":[{"type":"text","text":"whole"}]}]}
                        """);
        ChatRequest request = gateway.sent("whole");
        assertThat(request.context())
                .containsExactly(
                        new Turn(Turn.Role.SYSTEM, "Be kind."),
                        new Turn(Turn.Role.USER, "Hello?"),
                        new Turn(Turn.Role.ASSISTANT, "Yes?"));
        assertThat(request.options().temperature()).isEqualTo(0.5);
        assertThat(request.options().maxTokens()).isEqualTo(50);
        assertThat(request.envelope().key().user().value()).startsWith("openai:");
        gateway.pipeline.pushToWaiter(StandInPipeline.replied(request, "An answer"), 5);

        JsonNode body = Harness.json(response.join());
        assertThat(body.at("/choices/0/message/content").stringValue()).isEqualTo("An answer");
        assertThat(body.at("/choices/0/finish_reason").stringValue()).isEqualTo("stop");
        assertThat(body.at("/usage/total_tokens").intValue()).isEqualTo(7);
        assertThat(body.get("object").stringValue()).isEqualTo("chat.completion");
    }

    @Test
    void streamsGapFreePiecesAndTheRemainder() {
        CompletableFuture<HttpResponse<Stream<String>>> response = stream("pieces", true);
        ChatRequest request = gateway.sent("pieces");
        assertThat(response.join().statusCode()).as("begun").isEqualTo(200);
        gateway.pipeline.pushDelta(request, 1, 0, 0, "One, ");
        gateway.pipeline.pushDelta(request, 1, 1, 5, "two");
        gateway.pipeline.pushDelta(request, 1, 3, 12, "a gap");
        gateway.pipeline.pushToWaiter(StandInPipeline.replied(request, "One, two, three"), 6);

        List<String> data = data(response);
        assertThat(text(data)).isEqualTo("One, two, three");
        assertThat(data).last().isEqualTo("[DONE]");
        JsonNode usage = Harness.json(data.get(data.size() - 2));
        assertThat(usage.at("/usage/prompt_tokens").intValue()).isEqualTo(3);
        assertThat(usage.get("choices").size()).isZero();
    }

    @Test
    void endsWithAnErrorWhenTheReplySaysSomethingElse() {
        CompletableFuture<HttpResponse<Stream<String>>> response = stream("changed", false);
        ChatRequest request = gateway.sent("changed");
        assertThat(response.join().statusCode()).as("begun").isEqualTo(200);
        gateway.pipeline.pushDelta(request, 1, 0, 0, "My number is");
        gateway.pipeline.pushToWaiter(StandInPipeline.replied(request, "I can't say that."), 7);

        assertThat(data(response).getLast()).contains("\"error\"");
    }

    @Test
    void forgetsAClientThatGoesAway() {
        CompletableFuture<HttpResponse<Stream<String>>> response = stream("aborted", false);
        ChatRequest request = gateway.sent("aborted");
        HttpResponse<Stream<String>> begun = response.join();
        assertThat(waiting()).isEqualTo(1);
        begun.body().close();
        Awaitility.await().atMost(PATIENCE).until(() -> waiting() == 0);
        gateway.pipeline.pushToWaiter(StandInPipeline.replied(request, "nobody hears"), 8);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("{", 400, "malformed_json"),
                Arguments.of("{}", 400, "invalid_field"),
                Arguments.of("{\"model\":\"shop\",\"messages\":[]}", 400, "invalid_field"),
                Arguments.of("{\"model\":\"shop\",\"messages\":\"hi\"}", 400, "invalid_field"),
                Arguments.of(
                        "{\"model\":\"gpt-9\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                        404,
                        "model_not_found"),
                Arguments.of(
                        "{\"model\":\"GPT 9\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                        404,
                        "model_not_found"),
                Arguments.of(
                        "{\"model\":\"shop\",\"messages\":[{\"role\":\"king\",\"content\":\"x\"}]}",
                        400,
                        "invalid_field"),
                Arguments.of(
                        "{\"model\":\"shop\",\"messages\":[{\"role\":\"assistant\",\"content\":\"x\"}]}",
                        400,
                        "invalid_field"),
                Arguments.of(
                        "{\"model\":\"shop\",\"n\":2,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                        400,
                        "invalid_field"),
                Arguments.of(
                        "{\"model\":\"shop\",\"temperature\":3,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                        400,
                        "invalid_field"),
                Arguments.of(
                        "{\"model\":\"shop\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}]}",
                        400,
                        "invalid_field"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void refusesInOpenAisShape(String body, int status, String code) {
        HttpResponse<String> response = gateway.post("/api/v1/chat/completions", body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(Harness.json(response).at("/error/code").stringValue()).isEqualTo(code);
        assertThat(Harness.json(response).at("/error/message").stringValue()).isNotBlank();
    }

    @Test
    void listsAssistantsAsModels() {
        JsonNode models = Harness.json(gateway.get("/api/v1/models"));
        assertThat(models.get("data").valueStream().map(model -> model.get("id").stringValue()))
                .containsExactly("default", "shop");
        assertThat(gateway.get("/api/v1/models/shop").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/api/v1/models/only").statusCode())
                .as("another tenant's")
                .isEqualTo(404);
        assertThat(gateway.post("/api/v1/chat/completions", "rp_x_y", "{}").statusCode())
                .isEqualTo(401);
    }

    private static CompletableFuture<HttpResponse<Stream<String>>> stream(
            String text, boolean usage) {
        return gateway.http.sendAsync(
                post(
                        "{\"model\":\"shop\",\"stream\":true,\"stream_options\":{\"include_usage\":"
                                + usage
                                + "},\"messages\":[{\"role\":\"user\",\"content\":\""
                                + text
                                + "\"}]}"),
                HttpResponse.BodyHandlers.ofLines());
    }

    private static double waiting() {
        return gateway.meters.get("repartee_connections").tag("kind", "waiter").gauge().value();
    }

    private static List<String> data(CompletableFuture<HttpResponse<Stream<String>>> response) {
        return response.join()
                .body()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    private static String text(List<String> data) {
        StringBuilder text = new StringBuilder();
        data.stream()
                .filter(line -> !line.equals("[DONE]"))
                .map(line -> Harness.json(line).at("/choices/0/delta/content"))
                .filter(JsonNode::isString)
                .forEach(content -> text.append(content.stringValue()));
        return text.toString();
    }

    private static CompletableFuture<HttpResponse<String>> ask(String body) {
        return gateway.http.sendAsync(post(body), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest post(String body) {
        return gateway.request("/api/v1/chat/completions")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
