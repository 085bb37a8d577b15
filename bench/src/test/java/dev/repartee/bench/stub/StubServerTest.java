package dev.repartee.bench.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
import java.net.URI;
import java.net.http.HttpClient;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StubServerTest {

    private static final StubBehaviour QUICK =
            StubBehaviour.DEFAULT.with(StubPace.around(5)).with(new StubBehaviour.Shape(3, 10));

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private StubServer stub;

    @BeforeEach
    void start() throws IOException {
        stub = StubServer.start(QUICK, 0);
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        stub.close();
    }

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
                        Duration.ofSeconds(5),
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
    void waitsAsLongAsTheMessageAsks() throws Exception {
        long start = System.nanoTime();
        complete("sleep 120 please", true);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(118));
    }

    @Test
    void failsWhenTheMessageAsksForIt() throws Exception {
        assertThat(complete("fail now", true).statusCode()).isEqualTo(500);
        assertThat(complete("poison", false).statusCode()).isEqualTo(500);
        assertThat(post("/nlp", "{\"text\":\"poison\",\"language\":\"en\"}").statusCode())
                .isEqualTo(500);
        assertThat(stub.counts().errors()).isEqualTo(3);
    }

    @Test
    void refusesAndFailsAsOftenAsTold() throws Exception {
        stub.behaviour(QUICK.with(StubFaults.REFUSALS));
        HttpResponse<String> refused = complete("a", true);
        stub.behaviour(QUICK.with(StubFaults.ERRORS));
        HttpResponse<String> failed = complete("a", true);
        stub.behaviour(QUICK);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).hasValue("1");
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(complete("a", true).statusCode()).isEqualTo(200);
        assertThat(stub.counts()).isEqualTo(new StubCounts(3, 1, 1, 1, 0, 0, 0, 0));
    }

    @Test
    void hangsUntilTheClientLeaves() throws IOException {
        stub.behaviour(QUICK.with(StubFaults.HANGS));
        try (Socket socket = new Socket("127.0.0.1", stub.url().getPort())) {
            socket.getOutputStream().write(request("/nlp", "{\"text\":\"a\"}"));
            await().until(() -> stub.counts().open() == 1);
            assertThat(stub.counts().hung()).isEqualTo(1);
        }

        await().until(() -> stub.counts().abandoned() == 1);
        assertThat(stub.counts().open()).isZero();
    }

    @Test
    void tricklesWithoutEnd() throws Exception {
        stub.behaviour(QUICK.with(StubFaults.TRICKLES));
        try (Socket socket = new Socket("127.0.0.1", stub.url().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request("/v1/chat/completions", body("Hi", true)));

            StringBuilder read = new StringBuilder();
            while (!read.toString().contains(" have")) {
                read.append((char) socket.getInputStream().read());
            }
            assertThat(stub.counts().trickled()).isEqualTo(1);
            assertThat(stub.counts().answered()).isZero();
        }
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
            socket.setSoTimeout(10_000);
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
    void isSteeredFromAnotherProcess() throws Exception {
        StubBehaviour slow =
                QUICK.with(StubPace.around(300).withSlow(0.1, 10_000))
                        .with(new StubFaults(0.1, 0.2, 0.3, 0.4));
        try (StubClient steering = new StubClient(stub.url())) {
            steering.behaviour(slow);

            assertThat(steering.behaviour()).isEqualTo(slow).isEqualTo(stub.behaviour());
            assertThat(steering.counts()).isEqualTo(new StubCounts(0, 0, 0, 0, 0, 0, 0, 0));
        }
        assertThat(post("/stub/behaviour", "{\"error-rate\":0,\"latency\":7}").statusCode())
                .isEqualTo(200);
        assertThat(stub.behaviour())
                .isEqualTo(
                        slow.with(new StubPace(7, 30, 0.1, 10_000))
                                .with(new StubFaults(0, 0.2, 0.3, 0.4)));
    }

    @Test
    void keepsItsBehaviourWhenAskedForNonsense() throws Exception {
        for (String nonsense :
                List.of(
                        "{\"error-rate\":2}",
                        "{\"latency\":-1}",
                        "{\"chunks\":0}",
                        "{\"speed\":1}",
                        "{\"latency\":\"1\"}",
                        "[]",
                        "{")) {
            assertThat(post("/stub/behaviour", nonsense).statusCode()).isEqualTo(400);
        }
        assertThat(stub.behaviour()).isEqualTo(QUICK);
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

    private HttpResponse<String> complete(String message, boolean stream) throws Exception {
        return post("/v1/chat/completions", body(message, stream));
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(post(stub.url().resolve(path), body), BodyHandlers.ofString());
    }

    private static HttpRequest post(URI url, String body) {
        return HttpRequest.newBuilder(url).POST(BodyPublishers.ofString(body)).build();
    }

    private static byte[] request(String path, String body) {
        return "POST %s HTTP/1.1\r\nHost: stub\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(path, body.length(), body)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String body(String message, boolean stream) {
        return JsonMapper.shared()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(
                        Map.of(
                                "model",
                                "stub",
                                "stream",
                                stream,
                                "messages",
                                List.of(
                                        Map.of("role", "system", "content", "Be \"content\": yes"),
                                        Map.of("role", "user", "content", message))));
    }

    private static String content(String completion) {
        return JsonMapper.shared().readTree(completion).at("/choices/0/message/content").asString();
    }

    private static List<String> events(String stream) {
        return Stream.of(stream.split("\n\n"))
                .map(event -> event.substring("data: ".length()))
                .toList();
    }
}
