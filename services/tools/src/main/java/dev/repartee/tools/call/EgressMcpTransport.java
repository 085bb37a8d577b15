package dev.repartee.tools.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.mcp.client.McpCallContext;
import dev.langchain4j.mcp.client.transport.McpOperationHandler;
import dev.langchain4j.mcp.client.transport.McpTransport;
import dev.langchain4j.mcp.protocol.McpClientMessage;
import dev.langchain4j.mcp.protocol.McpInitializationNotification;
import dev.langchain4j.mcp.protocol.McpInitializeRequest;
import dev.repartee.egress.EgressAnswer.Head;
import dev.repartee.egress.EgressFailure;
import dev.repartee.egress.EgressHttp;
import dev.repartee.egress.EgressRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's way to an MCP server: streamable HTTP over {@link EgressHttp}, so that a server's
 * address is guarded like every other that users give. Each message is one POST, whose answer is
 * JSON or a stream of events; a stream of the server's own is never opened. Blocks the caller.
 */
final class EgressMcpTransport implements McpTransport {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SESSION = "Mcp-Session-Id";

    private final EgressHttp http;
    private final String url;
    private final Map<String, String> headers;
    private final EgressRequest.Limits limits;
    private final Set<String> hosts;

    // Written once by start() and initialize(), read by calling threads.
    private volatile @Nullable McpOperationHandler handler;
    private volatile @Nullable String session;
    private volatile @Nullable String version;

    EgressMcpTransport(
            EgressHttp http,
            String url,
            Map<String, String> headers,
            EgressRequest.Limits limits,
            Set<String> hosts) {
        this.http = http;
        this.url = url;
        this.headers = headers;
        this.limits = limits;
        this.hosts = hosts;
    }

    @Override
    public void start(McpOperationHandler messages) {
        this.handler = messages;
    }

    @Override
    public CompletableFuture<JsonNode> initialize(McpInitializeRequest request) {
        return send(request, true)
                .thenApply(
                        answer -> {
                            JsonNode agreed = answer.path("result").path("protocolVersion");
                            version = agreed.isTextual() ? agreed.textValue() : null;
                            send(new McpInitializationNotification(), false);
                            return answer;
                        });
    }

    @Override
    public CompletableFuture<JsonNode> executeOperationWithResponse(McpClientMessage message) {
        return send(message, true);
    }

    @Override
    public CompletableFuture<JsonNode> executeOperationWithResponse(McpCallContext context) {
        return send(context.message(), true);
    }

    @Override
    public void executeOperationWithoutResponse(McpClientMessage message) {
        send(message, false);
    }

    @Override
    public void executeOperationWithoutResponse(McpCallContext context) {
        send(context.message(), false);
    }

    /** Connections are made for each call; there is none that could be unhealthy. */
    @Override
    public void checkHealth() {}

    @Override
    public void onFailure(Runnable listener) {}

    private CompletableFuture<JsonNode> send(McpClientMessage message, boolean answered) {
        McpOperationHandler messages = Objects.requireNonNull(handler, "not started");
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        Long id = message.getId();
        if (answered && id != null) {
            messages.startOperation(id, answer);
        }
        try {
            http.call(
                    written(message),
                    (head, body) -> {
                        read(head, body, messages, answered ? answer : null);
                        return head.status();
                    });
            if (!answer.isDone()) {
                answer.completeExceptionally(new IOException("the server gave no answer"));
            }
        } catch (EgressFailure | JsonProcessingException e) {
            answer.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private EgressRequest written(McpClientMessage message) throws JsonProcessingException {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/json");
        all.put("Accept", "application/json, text/event-stream");
        String current = session;
        if (current != null) {
            all.put(SESSION, current);
        }
        String agreed = version;
        if (agreed != null) {
            all.put("MCP-Protocol-Version", agreed);
        }
        return new EgressRequest(
                "POST", url, all, MAPPER.writeValueAsBytes(message), limits, hosts);
    }

    private void read(
            Head head,
            InputStream body,
            McpOperationHandler messages,
            @Nullable CompletableFuture<JsonNode> awaited)
            throws IOException {
        if (head.status() / 100 != 2) {
            throw new IOException("HTTP " + head.status());
        }
        head.header(SESSION)
                .filter(id -> id.length() <= 512 && id.chars().allMatch(c -> c > 0x20 && c < 0x7f))
                .ifPresent(id -> session = id);
        if (awaited == null) {
            return;
        }
        if (head.header("content-type").orElse("").startsWith("text/event-stream")) {
            readEvents(body, messages, awaited);
        } else {
            byte[] bytes = body.readAllBytes();
            if (bytes.length > 0) {
                messages.handle(MAPPER.readTree(bytes));
            }
        }
    }

    /** Until the awaited answer has come: a server may keep the stream open after it. */
    private static void readEvents(
            InputStream body, McpOperationHandler messages, CompletableFuture<JsonNode> awaited)
            throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine();
                line != null && !awaited.isDone();
                line = lines.readLine()) {
            if (line.startsWith("data:")) {
                data.append(line.substring(5).strip()).append('\n');
            } else if (line.isEmpty() && !data.toString().isBlank()) {
                messages.handle(MAPPER.readTree(data.toString()));
                data.setLength(0);
                if (awaited.isDone()) {
                    return;
                }
            } else if (line.isEmpty()) {
                data.setLength(0);
            }
        }
        if (!data.toString().isBlank() && !awaited.isDone()) {
            messages.handle(MAPPER.readTree(data.toString()));
        }
    }

    @Override
    public void close() {}
}
