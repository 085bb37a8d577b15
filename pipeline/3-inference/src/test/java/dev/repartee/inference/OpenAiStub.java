package dev.repartee.inference;

import com.sun.net.httpserver.HttpExchange;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A model server that speaks OpenAI's streaming chat completions, well or badly. */
public final class OpenAiStub implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** How it answers one request. */
    public sealed interface Behaviour {

        /** The words one by one, with a pause before each. */
        record Words(String text, Duration pause) implements Behaviour {}

        /** An error, with Retry-After unless it is empty. */
        record Status(int code, String retryAfter) implements Behaviour {}

        /** Nothing, for as long as the stub lives. */
        record Hang() implements Behaviour {}

        /** Some words, then nothing any more. */
        record Stall(String text) implements Behaviour {}

        /** Some words, then the connection breaks. */
        record Cut(String text) implements Behaviour {}

        /** Some words and an orderly end of the stream, without the protocol's end. */
        record EndEarly(String text) implements Behaviour {}

        /** Bytes that are no protocol. */
        record Garbage(String bytes) implements Behaviour {}

        /** Asks for calls of tools: name and arguments of each. */
        record Calls(List<String[]> calls) implements Behaviour {}

        /** Waits for the latch, then says the words. */
        record Until(CountDownLatch latch, String text) implements Behaviour {}
    }

    public static Behaviour words(String text) {
        return new Behaviour.Words(text, Duration.ZERO);
    }

    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private volatile Function<JsonNode, Behaviour> script = request -> words("Hello.");

    public OpenAiStub() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** How every request from now on is answered. */
    public void answers(Function<JsonNode, Behaviour> script) {
        this.script = script;
    }

    /** The behaviours one after the other; the last one stays. */
    public void answersInTurn(Behaviour... behaviours) {
        AtomicInteger next = new AtomicInteger();
        script = request -> behaviours[Math.min(next.getAndIncrement(), behaviours.length - 1)];
    }

    public List<JsonNode> requests() {
        return requests;
    }

    /** The most requests that were being answered at the same time. */
    public int mostAtOnce() {
        return most.get();
    }

    /** What the user asked: the last message of a request. */
    public static String question(JsonNode request) {
        JsonNode messages = request.get("messages");
        return messages.get(messages.size() - 1).get("content").stringValue();
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode request = MAPPER.readTree(exchange.getRequestBody().readAllBytes());
        requests.add(request);
        most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try (exchange) {
            behave(exchange, thoughtOf(request));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Counts no more when it is answered: whoever hears the end of it may ask again at once. */
    private Behaviour thoughtOf(JsonNode request) throws InterruptedException {
        try {
            Behaviour behaviour = script.apply(request);
            if (behaviour instanceof Behaviour.Until(CountDownLatch latch, String text)) {
                latch.await(60, TimeUnit.SECONDS);
                return words(text);
            }
            return behaviour;
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private void behave(HttpExchange exchange, Behaviour behaviour)
            throws IOException, InterruptedException {
        switch (behaviour) {
            case Behaviour.Words(String text, Duration pause) -> {
                OutputStream out = open(exchange);
                say(out, text, pause);
                end(out, text);
            }
            case Behaviour.Calls(List<String[]> calls) -> call(open(exchange), calls);
            case Behaviour.Until(CountDownLatch _, String text) -> behave(exchange, words(text));
            case Behaviour.Status(int code, String retryAfter) -> {
                if (!retryAfter.isEmpty()) {
                    exchange.getResponseHeaders().set("Retry-After", retryAfter);
                }
                byte[] body = "{\"error\":{\"message\":\"no\"}}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(code, body.length);
                exchange.getResponseBody().write(body);
            }
            case Behaviour.Hang() -> closed.await();
            case Behaviour.Stall(String text) -> {
                say(open(exchange), text, Duration.ZERO);
                closed.await();
            }
            case Behaviour.Cut(String text) -> {
                // A length that is never reached: the client sees the connection break.
                exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, 1_000_000);
                say(exchange.getResponseBody(), text, Duration.ZERO);
            }
            case Behaviour.EndEarly(String text) -> say(open(exchange), text, Duration.ZERO);
            case Behaviour.Garbage(String bytes) ->
                    open(exchange).write(bytes.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static OutputStream open(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    private static void say(OutputStream out, String text, Duration pause)
            throws IOException, InterruptedException {
        for (String word : text.split("(?<= )")) {
            if (pause.isPositive()) {
                Thread.sleep(pause);
            }
            event(
                    out,
                    "{\"choices\":[{\"index\":0,\"delta\":{\"content\":%s},\"finish_reason\":null}]}"
                            .formatted(MAPPER.writeValueAsString(word)));
        }
    }

    private static void call(OutputStream out, List<String[]> calls) throws IOException {
        for (int i = 0; i < calls.size(); i++) {
            event(
                    out,
                    "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":%d,\"id\":\"call_%d\","
                                    .formatted(i, i)
                            + "\"type\":\"function\",\"function\":{\"name\":%s,\"arguments\":%s}}]},"
                                    .formatted(
                                            MAPPER.writeValueAsString(calls.get(i)[0]),
                                            MAPPER.writeValueAsString(calls.get(i)[1]))
                            + "\"finish_reason\":null}]}");
        }
        event(out, "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}");
        event(out, "[DONE]");
    }

    private static void end(OutputStream out, String text) throws IOException {
        event(out, "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
        event(
                out,
                "{\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":%d,"
                                .formatted(text.split(" ").length)
                        + "\"total_tokens\":99}}");
        event(out, "[DONE]");
    }

    private static void event(OutputStream out, String data) throws IOException {
        out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
