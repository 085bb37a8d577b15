package dev.repartee.bench.drill.client;

import dev.repartee.bench.api.Api;
import dev.repartee.bench.drill.ledger.Ledger.Talk;
import dev.repartee.bench.drill.ledger.StoredRow;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads conversations back through a gateway. Thread-safe. */
public final class HistoryReader implements AutoCloseable {

    private static final int PAGE = 200;

    private final Api api;

    public HistoryReader(URI gateway, String apiKey) {
        this.api = new Api(gateway, apiKey);
    }

    /** The whole conversation, the oldest message first. */
    public List<StoredRow> read(Talk talk) {
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
        api.close();
    }

    private JsonNode page(Talk talk, @Nullable String cursor) {
        String path =
                "/api/v1/conversations/%s/messages?order=oldest&limit=%d&userId=%s%s"
                        .formatted(
                                talk.conversation(),
                                PAGE,
                                talk.user(),
                                cursor == null ? "" : "&cursor=" + cursor);
        return JsonMapper.shared().readTree(api.get(path).body());
    }
}
