package dev.repartee.bench.drill.client;

import dev.repartee.bench.drill.ledger.Entry;
import dev.repartee.bench.drill.ledger.Entry.Identity;
import dev.repartee.bench.drill.ledger.Entry.Passage;
import dev.repartee.bench.drill.ledger.Kind;
import dev.repartee.bench.drill.ledger.Ledger;
import dev.repartee.bench.drill.ledger.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sends messages over HTTP, as a business's server would. Thread-safe. */
final class Poster {

    private static final long PATIENCE_MS = 10_000;
    private static final int CONNECTIONS = 64;
    private static final int BROKEN = 0;

    private final Vertx vertx;
    private final Doors doors;
    private final Ledger ledger;
    private final String apiKey;
    private final HttpClient client;
    private volatile boolean closed;

    Poster(Vertx vertx, Doors doors, Ledger ledger, String apiKey) {
        this.vertx = vertx;
        this.doors = doors;
        this.ledger = ledger;
        this.apiKey = apiKey;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions().setKeepAliveTimeout(5).setConnectTimeout(2_000),
                        new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    /** Sends nothing any more. */
    void close() {
        closed = true;
    }

    /** Sends until it is accepted. */
    void send(Entry entry, String assistant, int door) {
        if (closed) {
            return;
        }
        ledger.sent(entry, new Passage(0, 0));
        post(entry, assistant, doors.open(door))
                .onSuccess(
                        status -> {
                            switch (status) {
                                case 202 -> ledger.accepted(entry);
                                case 429 -> again(entry, assistant, door, Refusal.BUSY);
                                case 503 -> again(entry, assistant, door, Refusal.UNAVAILABLE);
                                case BROKEN -> again(entry, assistant, door + 1, Refusal.BROKEN);
                                default -> ledger.puzzled(entry.requestId(), "status " + status);
                            }
                        });
    }

    /** Sends once more what was accepted. */
    void repeat(Entry entry, String assistant, int door) {
        if (closed) {
            return;
        }
        post(entry, assistant, doors.open(door))
                .onSuccess(
                        status -> {
                            if (status == BROKEN) {
                                ledger.refused(Refusal.BROKEN);
                            } else {
                                ledger.repeated(entry, status);
                            }
                        });
    }

    private void again(Entry entry, String assistant, int door, Refusal refusal) {
        ledger.refused(refusal);
        long about = entry.patience();
        vertx.setTimer(
                about + ThreadLocalRandom.current().nextLong(about),
                fired -> send(entry, assistant, door));
    }

    private Future<Integer> post(Entry entry, String assistant, int door) {
        URI gateway = doors.address(door);
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setHost(gateway.getHost())
                        .setPort(gateway.getPort())
                        .setURI("/api/v1/messages")
                        .setTimeout(PATIENCE_MS)
                        .addHeader("Authorization", "Bearer " + apiKey)
                        .addHeader("Content-Type", "application/json");
        return client.request(options)
                .compose(request -> request.send(Buffer.buffer(body(entry, assistant).toString())))
                .compose(
                        response -> {
                            int status = response.statusCode();
                            return response.body().map(read -> status);
                        })
                .otherwise(BROKEN);
    }

    private static ObjectNode body(Entry entry, String assistant) {
        Identity identity = entry.identity();
        ObjectNode body =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("userId", identity.user())
                        .put("requestId", identity.requestId())
                        .put("conversationId", identity.conversation())
                        .put("assistantId", assistant)
                        .put("text", identity.text());
        if (identity.kind() == Kind.OBSERVED) {
            body.put("mode", "observe");
        }
        return body;
    }
}
