package dev.repartee.app.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StandInTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static StandIn standIn;
    private static HttpClient http;

    @BeforeAll
    static void open() {
        standIn = StandIn.open();
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void close() {
        http.close();
        standIn.close();
    }

    @Test
    void streamsAReplyInPiecesWithItsTokensAtTheEnd() throws Exception {
        String question =
                "{\"stream\":true,\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                        + "{\"role\":\"user\",\"content\":\"Is \\\"it\\\" open?\"}]}";

        HttpResponse<String> answer = post(completions(), question);

        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        List<String> events = answer.body().lines().filter(line -> !line.isEmpty()).toList();
        assertThat(events).hasSizeGreaterThan(8).allMatch(event -> event.startsWith("data: "));
        assertThat(events.getLast()).isEqualTo("data: [DONE]");
        List<JsonNode> chunks =
                events.subList(0, events.size() - 1).stream()
                        .map(event -> JSON.readTree(event.substring(6)))
                        .toList();
        assertThat(chunks.getFirst().at("/choices/0/delta/content").asString())
                .isEqualTo("You wrote: Is \"it\" open?");
        assertThat(chunks.getLast().at("/choices/0/finish_reason").asString()).isEqualTo("stop");
        assertThat(chunks.getLast().at("/usage/total_tokens").asInt()).isPositive();
    }

    @Test
    void answersInOnePieceWhatAsksForOne() throws Exception {
        String question =
                "{\"messages\":[{\"role\":\"user\",\"content\":"
                        + "[{\"type\":\"text\",\"text\":\"Hello\"}]}]}";

        JsonNode answer = JSON.readTree(post(completions(), question).body());

        assertThat(answer.at("/choices/0/message/content").asString())
                .startsWith("You wrote: Hello")
                .endsWith("has the time.");
        assertThat(answer.at("/usage/completion_tokens").asInt()).isPositive();
    }

    @Test
    void understandsAMessageByItsFirstWord() throws Exception {
        String question = "{\"text\":\"Fahrrad kaputt\",\"language\":\"de\"}";

        JsonNode answer = JSON.readTree(post(standIn.analyser(), question).body());

        assertThat(answer.at("/intent/confidence").asDouble()).isBetween(0.0, 1.0);
        assertThat(answer.at("/entities/0/text").asString()).isEqualTo("Fahrrad");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "[]", "{}", "{\"messages\":[]}", "{\"messages\":7}"})
    void refusesWhatIsNoQuestion(String body) throws Exception {
        assertThat(post(completions(), body).statusCode()).isEqualTo(400);
        assertThat(post(standIn.analyser(), body).statusCode()).isEqualTo(400);
    }

    @Test
    void nobodyAnswersOnceItIsClosed() throws Exception {
        StandIn gone = StandIn.open();
        gone.close();

        assertThatThrownBy(() -> post(gone.analyser(), "{\"text\":\"Hello\"}"))
                .isInstanceOf(ConnectException.class);
        assertThat(Thread.getAllStackTraces().keySet())
                .as("of the two only the open one has its thread")
                .filteredOn(thread -> thread.getName().startsWith("HTTP-Dispatcher"))
                .hasSizeLessThanOrEqualTo(1);
    }

    private static URI completions() {
        return URI.create(standIn.model() + "/chat/completions");
    }

    private static HttpResponse<String> post(URI address, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(address)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
