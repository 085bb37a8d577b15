package dev.repartee.bench.drill.client;

import dev.repartee.bench.drill.ledger.Ledger.Talk;
import dev.repartee.bench.drill.ledger.StoredRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads conversations back through a gateway. Thread-safe. */
public final class HistoryReader implements AutoCloseable {

    private static final int PAGE = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI gateway;
    private final String apiKey;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public HistoryReader(URI gateway, String apiKey) {
        this.gateway = gateway;
        this.apiKey = apiKey;
    }

    /** The whole conversation, the oldest message first. */
    public List<StoredRow> read(Talk talk) throws InterruptedException {
        List<StoredRow> rows = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            JsonNode page = page(talk, cursor);
            for (JsonNode message : page.path("messages")) {
                rows.add(
                        new StoredRow(
                                message.path("requestId").asString(""),
                                message.path("status").asString(""),
                                message.path("reply").path("text").asString(null)));
            }
            cursor = page.path("nextCursor").asString(null);
        } while (cursor != null);
        return rows;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private JsonNode page(Talk talk, @Nullable String cursor) throws InterruptedException {
        String path =
                "/api/v1/conversations/%s/messages?order=oldest&limit=%d&userId=%s%s"
                        .formatted(
                                talk.conversation(),
                                PAGE,
                                talk.user(),
                                cursor == null ? "" : "&cursor=" + cursor);
        try {
            HttpResponse<String> response =
                    client.send(
                            HttpRequest.newBuilder(gateway.resolve(path))
                                    .timeout(PATIENCE)
                                    .header("Authorization", "Bearer " + apiKey)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return JsonMapper.shared().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + talk, e);
        }
    }
}
