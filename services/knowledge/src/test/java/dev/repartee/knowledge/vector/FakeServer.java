package dev.repartee.knowledge.vector;

import com.sun.net.httpserver.HttpServer;
import dev.repartee.runtime.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/** A small HTTP server that notes what it is asked and answers as a test says. */
public final class FakeServer implements AutoCloseable {

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    /** A request as it came. */
    public record Call(String method, String path, String key, JsonNode body) {}

    /**
     * What to answer.
     *
     * @param retryAfter seconds, or an empty text
     */
    public record Reply(int status, String json, String retryAfter) {
        public static Reply ok(String json) {
            return new Reply(200, json, "");
        }
    }

    public FakeServer(Function<Call, Reply> replies) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] sent = exchange.getRequestBody().readAllBytes();
                    String key = exchange.getRequestHeaders().getFirst("Authorization");
                    String other = exchange.getRequestHeaders().getFirst("Api-Key");
                    Call call =
                            new Call(
                                    exchange.getRequestMethod(),
                                    exchange.getRequestURI().toString(),
                                    key == null ? String.valueOf(other) : key,
                                    sent.length == 0
                                            ? NullNode.getInstance()
                                            : JsonMapper.shared().readTree(sent));
                    calls.add(call);
                    Reply reply = replies.apply(call);
                    if (!reply.retryAfter().isEmpty()) {
                        exchange.getResponseHeaders().set("Retry-After", reply.retryAfter());
                    }
                    byte[] body = reply.json().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(
                            reply.status(), body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    public List<Call> calls() {
        return calls;
    }

    public Endpoint endpoint(int attempts) {
        return new Endpoint(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "small",
                new Secret("s3cret"),
                Duration.ofMinutes(1),
                attempts);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
