package dev.repartee.gateway.http;

import dev.repartee.gateway.view.Json;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One OpenAPI document for both planes, and a page to read it with. The control plane's part is
 * fetched from it and kept for a minute; while it is down the document has the gateway's part and
 * what was last seen of the other.
 */
public final class Documents {

    private static final String CONTROL_DOCUMENT = "/v3/api-docs";
    private static final Duration KEEP = Duration.ofMinutes(1);
    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** The control plane makes its part when it is first asked, which takes a cold process long. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String UI = "/META-INF/resources/webjars/swagger-ui/5.30.1/";
    private static final Map<String, String> FILES =
            Map.of(
                    "swagger-ui.css", "text/css",
                    "swagger-ui-bundle.js", "text/javascript",
                    "favicon-32x32.png", "image/png");

    private final @Nullable URI control;
    private final InstantSource clock;
    private final Offload offload;
    private final HttpClient.Builder connecting;
    private final ConcurrentHashMap<String, byte[]> files = new ConcurrentHashMap<>();

    // Made by whoever asks the control plane first: it has a thread and trusted authorities of its
    // own, and most gateways are never asked for the document. Guarded by this.
    private @Nullable HttpClient client;

    // Replaced by whoever finds it old; a race only fetches twice.
    private volatile Fetched fetched = new Fetched(Instant.MIN, Json.object());

    private record Fetched(Instant at, ObjectNode document) {}

    public Documents(
            @Nullable URI control, ControlTrust trust, InstantSource clock, Offload offload) {
        this.control = control;
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT);
        if (secure(control)) {
            builder.sslContext(trust.context());
        }
        this.connecting = builder;
        this.clock = clock;
        this.offload = offload;
    }

    private static boolean secure(@Nullable URI control) {
        return control != null && "https".equals(control.getScheme());
    }

    void openApi(HttpServerRequest request) {
        offload.call(Vertx.currentContext(), this::document)
                .onComplete(
                        document ->
                                Answers.write(
                                        request.response(), 200, Answers.JSON, Json.text(document)),
                        failure -> Answers.problem(request.response(), Answers.refusal(failure)));
    }

    void page(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.putHeader(
                "Content-Security-Policy",
                "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                        + " frame-ancestors 'none'");
        Answers.write(response, 200, "text/html; charset=utf-8", text("/docs/index.html"));
    }

    void script(HttpServerRequest request) {
        Answers.write(request.response(), 200, "text/javascript", text("/docs/start.js"));
    }

    /** A file of the page; false when there is none of that name. */
    boolean file(HttpServerRequest request, String name) {
        String type = FILES.get(name);
        if (type == null) {
            return false;
        }
        offload.call(Vertx.currentContext(), () -> bytes(UI + name))
                .onComplete(
                        bytes ->
                                request.response()
                                        .putHeader("Content-Type", type)
                                        .putHeader("Cache-Control", "public, max-age=3600")
                                        .end(Buffer.buffer(bytes)),
                        failure -> Answers.problem(request.response(), Answers.refusal(failure)));
        return true;
    }

    /** Blocks while the control plane is asked. */
    ObjectNode document() {
        ObjectNode document = (ObjectNode) parse(text("/openapi/gateway.json"));
        merge(document, controlPart());
        return document;
    }

    private ObjectNode controlPart() {
        Fetched known = fetched;
        if (control == null || clock.instant().isBefore(known.at().plus(KEEP))) {
            return known.document();
        }
        try {
            HttpResponse<String> answer =
                    client().send(
                                    HttpRequest.newBuilder(control.resolve(CONTROL_DOCUMENT))
                                            .timeout(PATIENCE)
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200 && parse(answer.body()) instanceof ObjectNode part) {
                fetched = new Fetched(clock.instant(), part);
            }
        } catch (IOException | JacksonException e) {
            return known.document();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return fetched.document();
    }

    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = connecting.build();
            client = made;
        }
        return made;
    }

    /** The gateway's own paths and schemas win. */
    private static void merge(ObjectNode document, ObjectNode part) {
        addMissing(document.withObject("paths"), part.get("paths"));
        if (part.get("components") instanceof ObjectNode components) {
            components
                    .properties()
                    .forEach(
                            kind ->
                                    addMissing(
                                            document.withObject("components")
                                                    .withObject(kind.getKey()),
                                            kind.getValue()));
        }
        if (part.get("tags") != null) {
            part.get("tags").forEach(document.withArray("tags")::add);
        }
    }

    private static void addMissing(ObjectNode target, @Nullable JsonNode source) {
        if (source instanceof ObjectNode object) {
            object.properties()
                    .forEach(
                            entry -> {
                                if (!target.has(entry.getKey())) {
                                    target.set(entry.getKey(), entry.getValue());
                                }
                            });
        }
    }

    private static JsonNode parse(String json) {
        return JsonMapper.shared().readTree(json);
    }

    private String text(String resource) {
        return new String(bytes(resource), StandardCharsets.UTF_8);
    }

    private byte[] bytes(String resource) {
        return files.computeIfAbsent(
                resource,
                name -> {
                    try (InputStream stream = Documents.class.getResourceAsStream(name)) {
                        if (stream == null) {
                            throw new IllegalStateException("resource " + name + " is missing");
                        }
                        return stream.readAllBytes();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }
}
