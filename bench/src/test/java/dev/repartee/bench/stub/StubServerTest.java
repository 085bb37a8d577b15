package dev.repartee.bench.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.TenantId;
import dev.repartee.contract.content.Nlu;
import dev.repartee.inference.analysis.AnalyserConfig;
import dev.repartee.inference.analysis.HttpAnalyser;
import dev.repartee.inference.model.Diagnosis;
import dev.repartee.inference.model.ModelCheck;
import dev.repartee.inference.model.endpoint.ModelEndpoint;
import dev.repartee.inference.model.endpoint.ModelLimits;
import dev.repartee.inference.model.endpoint.ModelTimeouts;
import dev.repartee.inference.model.endpoint.ModelType;
import dev.repartee.language.layered.Remark;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the stub answers to whoever speaks its protocols. */
class StubServerTest extends StubScene {

    @Test
    void answersACompletionAsAWhole() throws Exception {
        HttpResponse<String> response = complete("Where is my order 4711?", false);

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode body = JsonMapper.shared().readTree(response.body());
        assertThat(body.at("/choices/0/message/content").asString())
                .startsWith("You wrote: Where is my order 4711?\nWe have looked into this")
                .endsWith(".");
        assertThat(body.at("/choices/0/finish_reason").asString()).isEqualTo("stop");
        assertThat(body.at("/usage/completion_tokens").asInt()).isEqualTo(10);
        assertThat(body.at("/usage/total_tokens").asInt()).isGreaterThan(10);
    }

    @Test
    void streamsTheSameReplyInPieces() throws Exception {
        String whole = content(complete("Hello \"you\" \\ there\n\uD83D\uDE00", false).body());

        HttpResponse<String> response = complete("Hello \"you\" \\ there\n\uD83D\uDE00", true);

        assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
        List<String> events = events(response.body());
        assertThat(events).hasSize(3 + 2 + 1);
        assertThat(events.getLast()).isEqualTo("[DONE]");
        List<JsonNode> chunks =
                events.subList(0, 5).stream().map(JsonMapper.shared()::readTree).toList();
        assertThat(
                        String.join(
                                "",
                                chunks.stream()
                                        .map(c -> c.at("/choices/0/delta/content").asString(""))
                                        .toList()))
                .isEqualTo(whole)
                .contains("Hello \"you\" \\ there\n\uD83D\uDE00");
        assertThat(chunks.get(3).at("/choices/0/finish_reason").asString()).isEqualTo("stop");
        assertThat(chunks.get(4).at("/usage/completion_tokens").asInt()).isEqualTo(10);
    }

    @Test
    void satisfiesTheClientThatAsksModels() throws InterruptedException {
        ModelEndpoint endpoint =
                new ModelEndpoint(
                        "stub",
                        ModelType.OPENAI,
                        stub.modelUrl(),
                        "stub",
                        null,
                        ModelTimeouts.DEFAULT,
                        ModelLimits.DEFAULT);

        assertThat(ModelCheck.of(endpoint)).isInstanceOf(Diagnosis.Healthy.class);
    }

    @Test
    void satisfiesTheClientThatAsksAnalysers() throws InterruptedException {
        AnalyserConfig usual = AnalyserConfig.defaults();
        AnalyserConfig config =
                new AnalyserConfig(
                        stub.analyserUrl(),
                        null,
                        Duration.ofMinutes(1),
                        List.of(),
                        usual.inFlight(),
                        usual.connections());
        String text = "\u00dcber \"quotes\" " + "long ".repeat(50);
        try (HttpAnalyser analyser =
                new HttpAnalyser(config, new SimpleMeterRegistry(), Clock.systemUTC())) {
            Nlu nlu = analyser.analyse(question(text)).orElseThrow();

            assertThat(nlu.intent().name()).isEqualTo("question");
            assertThat(nlu.entities())
                    .singleElement()
                    .satisfies(
                            entity -> assertThat(entity.text()).isEqualTo(text.substring(0, 64)));
        }
    }

    @Test
    void repeatsTheLastMessageOnly() throws Exception {
        String request =
                JsonMapper.shared()
                        .writeValueAsString(
                                Map.of(
                                        "messages",
                                        List.of(
                                                Map.of("role", "system", "content", "Be brief."),
                                                Map.of("role", "user", "content", "First"),
                                                Map.of(
                                                        "role",
                                                        "user",
                                                        "content",
                                                        List.of(
                                                                Map.of(
                                                                        "type", "text", "text",
                                                                        "Second"))))));

        assertThat(content(post("/v1/chat/completions", request).body()))
                .startsWith("You wrote: Second\n")
                .doesNotContain("First");
    }

    @Test
    void answersRequestsThatComeAtOnceOnOneConnectionInTurn() throws IOException {
        byte[] requests =
                (new String(request("/nlp", "{\"text\":\"first\"}"), StandardCharsets.UTF_8)
                                + new String(
                                        request("/nlp", "{\"text\":\"second\"}"),
                                        StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket("127.0.0.1", stub.url().getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(requests, 0, 30);
            socket.getOutputStream().flush();
            socket.getOutputStream().write(requests, 30, requests.length - 30);

            StringBuilder read = new StringBuilder();
            while (!read.toString().contains("second")) {
                read.append((char) socket.getInputStream().read());
            }
            assertThat(read.indexOf("first")).isPositive().isLessThan(read.indexOf("second"));
        }
    }

    @Test
    void answersManyAtOnceEachWithItsOwnMessage() {
        List<CompletableFuture<HttpResponse<String>>> calls =
                IntStream.range(0, 200)
                        .mapToObj(
                                i ->
                                        client.sendAsync(
                                                post(
                                                        stub.url().resolve("/v1/chat/completions"),
                                                        body("message " + i + ".", i % 2 == 0)),
                                                BodyHandlers.ofString()))
                        .toList();

        for (int i = 0; i < calls.size(); i++) {
            assertThat(calls.get(i).join().body()).contains("message " + i + ".");
        }
        assertThat(stub.counts().answered()).isEqualTo(200);
    }

    @Test
    void refusesWhatItCanNotRead() throws Exception {
        assertThat(post("/nlp", "{\"language\":\"en\"}").statusCode()).isEqualTo(400);
        assertThat(post("/v1/chat/completions", "nonsense").statusCode()).isEqualTo(400);
        assertThat(post("/elsewhere", "{}").statusCode()).isEqualTo(404);
        HttpRequest chunked =
                HttpRequest.newBuilder(stub.analyserUrl())
                        .POST(
                                BodyPublishers.fromPublisher(
                                        BodyPublishers.ofString("{\"text\":\"a\"}")))
                        .build();
        assertThat(client.send(chunked, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
        assertThat(post("/nlp", "{\"text\":\"\"}").statusCode()).isEqualTo(200);
    }

    @Test
    void saysWhenThePortIsTaken() {
        assertThatThrownBy(() -> StubServer.start(QUICK, stub.url().getPort()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Can't listen");
    }

    private static Remark question(String text) {
        ZonedDateTime sentAt = ZonedDateTime.now(ZoneOffset.UTC);
        return new Remark(
                new TenantId("bench"),
                null,
                text,
                "en",
                sentAt,
                sentAt.toInstant().plusSeconds(10));
    }

    private static List<String> events(String stream) {
        return Stream.of(stream.split("\n\n"))
                .map(event -> event.substring("data: ".length()))
                .toList();
    }
}
