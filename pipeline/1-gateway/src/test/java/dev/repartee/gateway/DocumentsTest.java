package dev.repartee.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.repartee.contract.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The documents say what the gateway does; the control plane is a small server of the test. */
class DocumentsTest {

    private static final Path PAGES = Path.of("../../docs/api");
    private static final Map<String, String> BODIES =
            Map.of(
                    "/api/v1/messages", "{\"text\":\"walked\",\"userId\":\"u\"}",
                    "/api/v1/messages/batch",
                            "{\"messages\":[{\"text\":\"walked\",\"userId\":\"u\"}]}",
                    "/api/v1/messages/{requestId}/feedback", "{\"rating\":\"up\"}",
                    "/api/v1/tokens", "{\"userId\":\"u\"}",
                    "/api/v1/chat/completions", "{}");

    private static final List<String> passed = new CopyOnWriteArrayList<>();
    private static HttpServer control;
    private static Harness gateway;

    @BeforeAll
    static void start() throws IOException {
        control = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        control.createContext(
                "/",
                exchange -> {
                    boolean document = exchange.getRequestURI().getPath().equals("/v3/api-docs");
                    passed.add(
                            exchange.getRequestMethod()
                                    + " "
                                    + exchange.getRequestURI()
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("X-Forwarded-For")
                                    + " "
                                    + exchange.getRequestHeaders().containsKey("X-Hop")
                                    + " "
                                    + new String(
                                            exchange.getRequestBody().readAllBytes(),
                                            StandardCharsets.UTF_8));
                    byte[] answer =
                            (document
                                            ? "{\"openapi\":\"3.1.0\",\"paths\":{\"/api/v1/assistants\":"
                                                    + "{\"get\":{\"operationId\":\"list\","
                                                    + "\"responses\":{\"200\":{\"description\":\"x\"}}}}}}"
                                            : "{\"from\":\"control\"}")
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        control.start();
        URI address = URI.create("http://127.0.0.1:" + control.getAddress().getPort());
        gateway =
                Harness.start(
                        config ->
                                new GatewayConfig(
                                        config.network(),
                                        config.limits(),
                                        config.rates(),
                                        config.sockets(),
                                        config.patience(),
                                        address));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        control.stop(0);
    }

    @Test
    void everyPathOfTheDocumentAnswersAsItSays() {
        JsonNode document = Harness.json(gateway.get("/api/v1/openapi.json"));
        assertThat(document.get("openapi").stringValue()).isEqualTo("3.1.0");
        assertThat(document.get("paths").has("/api/v1/assistants")).isTrue();
        List<String> walked = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .properties()
                                        .forEach(
                                                operation -> {
                                                    walk(
                                                            path.getKey(),
                                                            operation.getKey(),
                                                            operation.getValue());
                                                    walked.add(path.getKey());
                                                }));
        assertThat(walked).hasSizeGreaterThan(14);
    }

    private static void walk(String path, String method, JsonNode operation) {
        String address =
                path.replace("{requestId}", "none")
                                .replace("{conversationId}", "none")
                                .replace("{model}", "shop")
                        + "?userId=u";
        HttpRequest.BodyPublisher body =
                BODIES.containsKey(path)
                        ? HttpRequest.BodyPublishers.ofString(BODIES.get(path))
                        : HttpRequest.BodyPublishers.noBody();
        HttpResponse<String> response =
                gateway.send(
                        gateway.request(address)
                                .header("Content-Type", "application/json")
                                .method(method.toUpperCase(Locale.ROOT), body));
        String status = Integer.toString(response.statusCode());
        assertThat(operation.get("responses").has(status))
                .as(method + " " + path + " answered " + status + ": " + response.body())
                .isTrue();
        JsonNode declared = operation.get("responses").get(status).get("content");
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (declared != null) {
            assertThat(declared.propertyNames())
                    .as(method + " " + path)
                    .anyMatch(name -> type.startsWith(name));
        }
    }

    @Test
    void everyReferenceInTheDocumentLeadsSomewhere() {
        JsonNode document = Harness.json(gateway.get("/api/v1/openapi.json"));
        List<JsonNode> references = document.findValues("$ref");
        assertThat(references).isNotEmpty();
        for (JsonNode reference : references) {
            assertThat(document.at(reference.stringValue().substring(1)).isMissingNode())
                    .as(reference.stringValue())
                    .isFalse();
        }
    }

    @Test
    void servesThePage() {
        assertThat(gateway.get("/docs").body()).contains("swagger-ui-bundle.js");
        for (String file : List.of("swagger-ui.css", "swagger-ui-bundle.js", "start.js")) {
            assertThat(gateway.get("/docs/" + file).statusCode()).as(file).isEqualTo(200);
        }
        assertThat(gateway.get("/docs/..%2fetc").statusCode()).isEqualTo(404);
    }

    @Test
    void passesOtherPathsThroughToTheControlPlane() {
        HttpResponse<String> response =
                gateway.send(
                        gateway.request("/api/v1/assistants/shop?full=true")
                                .header("X-Hop", "kept")
                                .header("X-Forwarded-For", "6.6.6.6, 203.0.113.9")
                                .PUT(HttpRequest.BodyPublishers.ofString("{\"a\":1}")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("control");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(passed)
                .contains("PUT /api/v1/assistants/shop?full=true 203.0.113.9 true {\"a\":1}");
    }

    /** To a server CONNECT means a tunnel, and it answers with a page of its own. */
    @Test
    void passesNoMethodOnThatNothingTakes() throws IOException {
        for (String method : List.of("CONNECT", "TRACE", "PROPFIND", "get")) {
            try (Socket socket = new Socket("127.0.0.1", gateway.stage.port())) {
                String request =
                        method
                                + " /api/v1/assistants HTTP/1.1\r\nHost: localhost\r\n"
                                + "Content-Length: 2\r\nConnection: close\r\n\r\nhi";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                assertThat(
                                new String(
                                        socket.getInputStream().readAllBytes(),
                                        StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 405 ")
                        .contains("method_not_allowed");
            }
            assertThat(passed).noneMatch(one -> one.startsWith(method + " "));
        }
    }

    @Test
    void keepsMetricsToThisMachine() {
        assertThat(gateway.get("/metrics").body())
                .contains("repartee_http_requests_total", "repartee_accept_latency_seconds");
        assertThat(
                        gateway.send(
                                        gateway.request("/metrics")
                                                .header("X-Forwarded-For", "203.0.113.9"))
                                .statusCode())
                .isEqualTo(403);
    }

    @Test
    void theErrorTableListsEveryCode() throws IOException {
        String page = Files.readString(PAGES.resolve("http.md"));
        for (ErrorCode code : ErrorCode.values()) {
            assertThat(page)
                    .as("docs/api/http.md")
                    .contains(
                            "| `"
                                    + code.word()
                                    + "` | "
                                    + code.httpStatus()
                                    + " | "
                                    + (code.retryable() ? "yes" : "no")
                                    + " |");
        }
    }

    @Test
    void theProtocolPageListsEveryCloseCode() throws IOException {
        String page = Files.readString(PAGES.resolve("websocket.md"));
        Set.of(ErrorCode.values())
                .forEach(
                        code -> {
                            if (code.closeCode() != 0) {
                                assertThat(page)
                                        .contains(
                                                "| "
                                                        + code.closeCode()
                                                        + " | `"
                                                        + code.word()
                                                        + "` |");
                            }
                        });
    }
}
