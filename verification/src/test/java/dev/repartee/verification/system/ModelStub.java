package dev.repartee.verification.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model that speaks the OpenAI wire protocol and does as the last message tells it: {@code sleep
 * 500} waits that many milliseconds first, {@code fail} answers 500, {@code story} goes on for
 * seconds, {@code ECHO-TURNS} counts the turns it was sent. Otherwise it says the message back.
 */
public final class ModelStub implements AutoCloseable {

    private static final Pattern SLEEP = Pattern.compile("sleep (\\d+)");
    private static final int STORY_WORDS = 60;
    private static final int STORY_PAUSE_MS = 50;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private ModelStub(HttpServer server) {
        this.server = server;
    }

    public static ModelStub start() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ModelStub stub = new ModelStub(server);
            server.setExecutor(stub.threads);
            server.createContext("/v1/chat/completions", stub::complete);
            server.start();
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** The last message of every call so far. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void complete(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JsonMapper.shared().readTree(exchange.getRequestBody());
            JsonNode messages = request.path("messages");
            String last = text(messages.path(messages.size() - 1).path("content"));
            asked.add(last);
            Matcher sleep = SLEEP.matcher(last);
            if (sleep.find()) {
                Thread.sleep(Long.parseLong(sleep.group(1)));
            }
            if (last.contains("fail")) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            String answer =
                    last.contains("ECHO-TURNS")
                            ? "turns=" + messages.size()
                            : last.contains("story") ? story() : "You said: " + last;
            if (request.path("stream").asBoolean(false)) {
                stream(exchange, answer, last.contains("story") ? STORY_PAUSE_MS : 0);
            } else {
                whole(exchange, answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void whole(HttpExchange exchange, String answer) throws IOException {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("id", "stub").put("object", "chat.completion").put("model", "stub");
        ObjectNode choice = body.putArray("choices").addObject();
        choice.put("index", 0).put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", answer);
        usage(body, answer);
        byte[] bytes = JsonMapper.shared().writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void stream(HttpExchange exchange, String answer, int pauseMs)
            throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        for (String word : answer.split("(?<= )")) {
            ObjectNode delta = JsonMapper.shared().createObjectNode();
            delta.put("role", "assistant").put("content", word);
            event(out, chunk(delta, null).toString());
            if (pauseMs > 0) {
                Thread.sleep(pauseMs);
            }
        }
        ObjectNode last = chunk(JsonMapper.shared().createObjectNode(), "stop");
        usage(last, answer);
        event(out, last.toString());
        event(out, "[DONE]");
    }

    private static ObjectNode chunk(ObjectNode delta, @Nullable String finish) {
        ObjectNode chunk = JsonMapper.shared().createObjectNode();
        chunk.put("id", "stub").put("object", "chat.completion.chunk").put("model", "stub");
        ObjectNode choice = chunk.putArray("choices").addObject();
        choice.put("index", 0).put("finish_reason", finish);
        choice.set("delta", delta);
        return chunk;
    }

    private static void usage(ObjectNode body, String answer) {
        int words = answer.split(" ").length;
        body.putObject("usage")
                .put("prompt_tokens", 10)
                .put("completion_tokens", words)
                .put("total_tokens", 10 + words);
    }

    private static void event(OutputStream out, String data) throws IOException {
        out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String text(JsonNode content) {
        if (content.isString()) {
            return content.asString();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(part.path("text").asString(""));
        }
        return text.toString();
    }

    private static String story() {
        StringBuilder story = new StringBuilder();
        for (int i = 1; i <= STORY_WORDS; i++) {
            story.append("Sentence number ").append(i).append(" of the tale. ");
        }
        return story.toString().strip();
    }
}
