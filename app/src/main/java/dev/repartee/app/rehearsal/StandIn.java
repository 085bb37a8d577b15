package dev.repartee.app.rehearsal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stands in for a model (OpenAI's chat completions, streamed or whole) and for a service that
 * understands messages, on a free port of loopback. It says the last message back, and a few
 * sentences, in pieces that come one after the other as a model's do.
 */
public final class StandIn implements AutoCloseable {

    /** What it answers to as a model. */
    public static final String MODEL = "stand-in";

    private static final Duration PAUSE = Duration.ofMillis(15);
    private static final List<String> PIECES =
            List.of(
                    "You wrote: ",
                    " We have looked into it",
                    " and all is well with your order.",
                    " A bicycle can be fetched",
                    " from ten to half past six on weekdays.",
                    " Please tell us",
                    " when a visit would suit you,",
                    " so that a colleague has the time.");
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final ExecutorService threads;

    private StandIn(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** Answers from now on until it is closed. */
    public static StandIn open() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            server.setExecutor(threads);
            server.createContext("/v1/chat/completions", answering(StandIn::complete));
            server.createContext("/nlp", answering(StandIn::understand));
            server.start();
            return new StandIn(server, threads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the model is, the version included. */
    public URI model() {
        return at("/v1");
    }

    /** Where messages are understood. */
    public URI analyser() {
        return at("/nlp");
    }

    /** Hangs up on everybody. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static HttpHandler answering(Answer answer) {
        return exchange -> {
            try (exchange) {
                answer(answer, exchange);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private static void answer(Answer answer, HttpExchange exchange)
            throws IOException, InterruptedException {
        JsonNode question;
        try {
            question = JSON.readTree(exchange.getRequestBody().readAllBytes());
        } catch (JacksonException noJson) {
            exchange.sendResponseHeaders(400, -1);
            return;
        }
        answer.to(question, exchange);
    }

    private static void complete(JsonNode question, HttpExchange exchange)
            throws IOException, InterruptedException {
        JsonNode messages = question.path("messages");
        if (messages.isEmpty()) {
            exchange.sendResponseHeaders(400, -1);
            return;
        }
        String said = text(messages.path(messages.size() - 1).path("content"));
        int prompt = messages.toString().length() / CHARACTERS_PER_TOKEN;
        if (question.path("stream").asBoolean(false)) {
            stream(said, prompt, exchange);
        } else {
            ObjectNode answer = object("chat.completion", prompt);
            ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
            choice.put("finish_reason", "stop").putObject("message").put("role", "assistant");
            choice.withObject("message").put("content", PIECES.getFirst() + said + rest());
            whole(answer, exchange);
        }
    }

    private static void understand(JsonNode question, HttpExchange exchange) throws IOException {
        String said = question.path("text").asString("");
        if (said.isEmpty()) {
            exchange.sendResponseHeaders(400, -1);
            return;
        }
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject("intent").put("name", "question").put("confidence", 0.9);
        ObjectNode entity = answer.putArray("entities").addObject().put("type", "phrase");
        entity.put("start", 0).put("text", said.split(" ", 2)[0]);
        whole(answer, exchange);
    }

    private static void stream(String echo, int prompt, HttpExchange exchange)
            throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        send(chunk(PIECES.getFirst() + echo), out);
        for (String piece : PIECES.subList(1, PIECES.size())) {
            Thread.sleep(PAUSE);
            send(chunk(piece), out);
        }
        ObjectNode last = object("chat.completion.chunk", prompt);
        ObjectNode choice = last.putArray("choices").addObject().put("index", 0);
        choice.put("finish_reason", "stop").putObject("delta");
        send(last.toString(), out);
        send("[DONE]", out);
    }

    private static String chunk(String piece) {
        ObjectNode chunk = JSON.createObjectNode().put("object", "chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta").put("role", "assistant").put("content", piece);
        return chunk.toString();
    }

    private static ObjectNode object(String kind, int prompt) {
        ObjectNode object = JSON.createObjectNode().put("object", kind).put("id", MODEL);
        int said = rest().length() / CHARACTERS_PER_TOKEN;
        object.putObject("usage")
                .put("prompt_tokens", prompt)
                .put("completion_tokens", said)
                .put("total_tokens", prompt + said);
        return object.put("model", MODEL);
    }

    private static String rest() {
        return String.join("", PIECES.subList(1, PIECES.size()));
    }

    private static void send(String event, OutputStream out) throws IOException {
        out.write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void whole(ObjectNode answer, HttpExchange exchange) throws IOException {
        byte[] body = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    /** A content may stand in parts. */
    private static String text(JsonNode content) {
        if (content.isString()) {
            return content.asString();
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asString("")));
        return text.toString();
    }

    @FunctionalInterface
    private interface Answer {
        void to(JsonNode question, HttpExchange exchange) throws IOException, InterruptedException;
    }
}
