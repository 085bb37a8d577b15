package dev.repartee.tools.call;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.exception.ToolExecutionException;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.repartee.egress.EgressHttp;
import dev.repartee.egress.EgressRequest.Limits;
import dev.repartee.tools.StoredTool;
import dev.repartee.tools.Tool.Mcp;
import dev.repartee.tools.ToolAnswer;
import dev.repartee.tools.ToolSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sessions with MCP servers, kept while they are in use: at most {@link #MOST}, each for ten
 * minutes after its last use, and its list of tools for five. Thread-safe.
 */
final class McpServers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(McpServers.class);
    private static final int MOST = 200;
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final Duration LISTED = Duration.ofMinutes(5);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final EgressHttp http;
    private final Clock clock;

    // Guarded by itself; the session used least recently comes first.
    private final Map<Key, Session> sessions = new LinkedHashMap<>(16, 0.75f, true);

    /** A configuration: a change of it is another session. */
    private record Key(String tenant, String assistant, String name, long version) {}

    /** One server as we know it. */
    private static final class Session {

        private final McpClient client;
        private volatile Instant used;
        private volatile List<ToolSpec> tools = List.of();
        private volatile Instant listed = Instant.MIN;

        Session(McpClient client, Instant now) {
            this.client = client;
            this.used = now;
        }
    }

    McpServers(EgressHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    /**
     * The server's tools that its configuration allows, under their own names.
     *
     * @throws RuntimeException when the server can't be asked
     */
    List<ToolSpec> tools(StoredTool.Opened opened, Mcp server) {
        Session session = session(opened, server);
        Instant now = clock.instant();
        if (session.listed.plus(LISTED).isBefore(now)) {
            List<ToolSpec> specs = new ArrayList<>();
            for (ToolSpecification tool : session.client.listTools()) {
                if (server.tools().contains(tool.name())) {
                    specs.add(spec(tool));
                }
            }
            session.tools = List.copyOf(specs);
            session.listed = now;
        }
        return session.tools;
    }

    /** Calls one of its tools. */
    ToolAnswer call(StoredTool.Opened opened, Mcp server, String tool, String arguments) {
        if (!server.tools().contains(tool)) {
            return new ToolAnswer(ToolAnswer.REFUSED, "this tool may not be called");
        }
        try {
            ToolExecutionResult result =
                    session(opened, server)
                            .client
                            .executeTool(
                                    ToolExecutionRequest.builder()
                                            .name(tool)
                                            .arguments(arguments)
                                            .build());
            String text = result.resultText() == null ? "" : result.resultText();
            return new ToolAnswer(result.isError() ? ToolAnswer.FAILED : ToolAnswer.DONE, text);
        } catch (ToolExecutionException e) {
            return new ToolAnswer(ToolAnswer.FAILED, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // The session may have ended at the server: the next call begins a new one.
            forget(key(opened));
            throw e;
        }
    }

    private Session session(StoredTool.Opened opened, Mcp server) {
        Key key = key(opened);
        Instant now = clock.instant();
        List<Session> ended = new ArrayList<>();
        Session session;
        synchronized (sessions) {
            sessions.entrySet()
                    .removeIf(
                            entry -> {
                                boolean stale =
                                        entry.getValue().used.plus(KEPT).isBefore(now)
                                                || sessions.size() > MOST;
                                if (stale) {
                                    ended.add(entry.getValue());
                                }
                                return stale;
                            });
            session = sessions.get(key);
        }
        ended.forEach(McpServers::close);
        if (session != null) {
            session.used = now;
            return session;
        }
        Session fresh = new Session(client(opened, server), now);
        synchronized (sessions) {
            Session other = sessions.putIfAbsent(key, fresh);
            return other == null ? fresh : other;
        }
    }

    private McpClient client(StoredTool.Opened opened, Mcp server) {
        Duration timeout = server.access().timeout();
        return new DefaultMcpClient.Builder()
                .transport(
                        new EgressMcpTransport(
                                http,
                                server.url(),
                                Placeholders.headers(opened),
                                new Limits(timeout, server.access().answerBytes()),
                                Placeholders.hosts(server.url(), server.access().hosts())))
                .key(opened.stored().tool().name())
                .clientName("repartee")
                .initializationTimeout(timeout)
                .toolExecutionTimeout(timeout)
                .autoHealthCheck(false)
                .cacheToolList(false)
                .build();
    }

    private static ToolSpec spec(ToolSpecification tool) {
        JsonNode parameters = MAPPER.readTree(tool.toJson()).path("parameters");
        return new ToolSpec(
                tool.name(),
                tool.description() == null ? "" : tool.description(),
                parameters.isObject()
                        ? parameters
                        : MAPPER.createObjectNode().put("type", "object"));
    }

    private static Key key(StoredTool.Opened opened) {
        StoredTool stored = opened.stored();
        return new Key(
                stored.tenant().value(),
                stored.assistant().value(),
                stored.tool().name(),
                stored.version());
    }

    private void forget(Key key) {
        Session ended;
        synchronized (sessions) {
            ended = sessions.remove(key);
        }
        if (ended != null) {
            close(ended);
        }
    }

    private static void close(Session session) {
        try {
            session.client.close();
        } catch (Exception e) {
            LOG.atDebug().setCause(e).log("a session with a tool server did not end in order");
        }
    }

    @Override
    public void close() {
        List<Session> all;
        synchronized (sessions) {
            all = List.copyOf(sessions.values());
            sessions.clear();
        }
        all.forEach(McpServers::close);
    }
}
