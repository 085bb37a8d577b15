package dev.repartee.bench.stub;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.json.JsonMapper;

/** A stub for each test, and a client that asks it. */
abstract class StubScene {

    static final StubBehaviour QUICK =
            StubBehaviour.DEFAULT.with(StubPace.around(5)).with(new StubBehaviour.Shape(3, 10));

    final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    StubServer stub;

    @BeforeEach
    void start() throws IOException {
        stub = StubServer.start(QUICK, 0);
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        stub.close();
    }

    HttpResponse<String> complete(String message, boolean stream) throws Exception {
        return post("/v1/chat/completions", body(message, stream));
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(post(stub.url().resolve(path), body), BodyHandlers.ofString());
    }

    static HttpRequest post(URI url, String body) {
        return HttpRequest.newBuilder(url).POST(BodyPublishers.ofString(body)).build();
    }

    static byte[] request(String path, String body) {
        return "POST %s HTTP/1.1\r\nHost: stub\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(path, body.length(), body)
                .getBytes(StandardCharsets.UTF_8);
    }

    static String body(String message, boolean stream) {
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

    static String content(String completion) {
        return JsonMapper.shared().readTree(completion).at("/choices/0/message/content").asString();
    }
}
