package dev.repartee.tools.call;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.egress.EgressFailure;
import dev.repartee.egress.EgressHttp;
import dev.repartee.tools.SchemaCheck;
import dev.repartee.tools.StoredTool;
import dev.repartee.tools.Tool.Http;
import dev.repartee.tools.Tool.Mcp;
import dev.repartee.tools.ToolAnswer;
import dev.repartee.tools.ToolCallLog;
import dev.repartee.tools.ToolSpec;
import dev.repartee.tools.ToolStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What models may call, and the calls. A call never throws because of the tool: what went wrong is
 * an answer that the model reads. Each call is noted in the audit. Thread-safe.
 */
public final class Toolbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Toolbox.class);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String BETWEEN = "__";
    private static final int LONGEST_ARGUMENTS = 20_000;

    private final ToolStore store;
    private final HttpCalls http;
    private final McpServers servers;
    private final Consumer<ToolCallLog.Call> audit;
    private final MeterRegistry meters;
    private final Clock clock;

    /**
     * @param audit takes note of each call; must not block
     */
    public Toolbox(
            ToolStore store,
            EgressHttp egress,
            Consumer<ToolCallLog.Call> audit,
            MeterRegistry meters,
            Clock clock) {
        this.store = store;
        this.http = new HttpCalls(egress);
        this.servers = new McpServers(egress, clock);
        this.audit = audit;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * For whom something is called.
     *
     * @param requestId the message, or null for a trial
     * @param readOnly whether only tools that change nothing may be called
     */
    public record Caller(
            TenantId tenant, AssistantId assistant, @Nullable String requestId, boolean readOnly) {}

    /** What the assistant's model may call now; a server that does not answer offers nothing. */
    public List<ToolSpec> offered(Caller caller) {
        List<ToolSpec> offered = new ArrayList<>();
        for (StoredTool stored : store.of(caller.tenant(), caller.assistant())) {
            if (stored.tool().enabled()) {
                offered.addAll(specs(stored, caller.readOnly()));
            }
        }
        return offered;
    }

    private List<ToolSpec> specs(StoredTool stored, boolean readOnly) {
        String name = stored.tool().name();
        return switch (stored.tool().source()) {
            case Http tool ->
                    readOnly && !tool.readOnly()
                            ? List.of()
                            : List.of(
                                    new ToolSpec(
                                            name, stored.tool().description(), tool.parameters()));
            case Mcp server -> {
                try {
                    yield servers.tools(store.open(stored), server).stream()
                            .filter(spec -> !readOnly || server.readOnly().contains(spec.name()))
                            .map(
                                    spec ->
                                            new ToolSpec(
                                                    name + BETWEEN + spec.name(),
                                                    spec.description(),
                                                    spec.parameters()))
                            .toList();
                } catch (RuntimeException e) {
                    LOG.atWarn()
                            .addKeyValue("tenant", stored.tenant())
                            .addKeyValue("assistant", stored.assistant())
                            .addKeyValue("tool", name)
                            .addKeyValue("error", e.getClass().getSimpleName())
                            .log(
                                    "a tool server does not say what it offers; nothing of it is offered");
                    yield List.of();
                }
            }
        };
    }

    /**
     * Calls a tool that was offered.
     *
     * @param arguments JSON as the model wrote it
     * @param patience the most time it may take, besides the tool's own timeout
     */
    public ToolAnswer call(Caller caller, String name, String arguments, Duration patience)
            throws InterruptedException {
        Instant at = clock.instant();
        long start = System.nanoTime();
        ToolAnswer answer = made(caller, name, arguments, patience);
        long took = System.nanoTime() - start;
        Timer.builder("repartee_tool_calls")
                .description("Calls of tools by models, by outcome")
                .tag("outcome", answer.outcome())
                .register(meters)
                .record(took, TimeUnit.NANOSECONDS);
        audit.accept(
                new ToolCallLog.Call(
                        caller.tenant(),
                        caller.assistant(),
                        caller.requestId(),
                        name.length() > 120 ? name.substring(0, 120) : name,
                        at,
                        TimeUnit.NANOSECONDS.toMillis(took),
                        answer.outcome(),
                        arguments.length(),
                        answer.text().length()));
        return answer;
    }

    private ToolAnswer made(Caller caller, String name, String arguments, Duration patience)
            throws InterruptedException {
        if (!patience.isPositive()) {
            return refused("there is no time left for it");
        }
        int border = name.indexOf(BETWEEN);
        String toolName = border < 0 ? name : name.substring(0, border);
        Optional<StoredTool> stored = store.find(caller.tenant(), caller.assistant(), toolName);
        if (stored.isEmpty() || !stored.get().tool().enabled()) {
            return refused("there is no such tool");
        }
        ObjectNode given = object(arguments);
        if (given == null) {
            return refused("the arguments are no JSON object");
        }
        try {
            StoredTool.Opened opened = store.open(stored.get());
            return switch (stored.get().tool().source()) {
                case Http tool -> http(caller, opened, tool, given, patience);
                case Mcp server ->
                        border < 0
                                ? refused("there is no such tool")
                                : server(
                                        caller,
                                        opened,
                                        server,
                                        name.substring(border + BETWEEN.length()),
                                        given);
            };
        } catch (EgressFailure failure) {
            return new ToolAnswer(
                    failure.kind().word(), "the call failed: " + failure.getMessage());
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    private ToolAnswer http(
            Caller caller, StoredTool.Opened opened, Http tool, ObjectNode given, Duration patience)
            throws EgressFailure, InterruptedException {
        if (caller.readOnly() && !tool.readOnly()) {
            return refused("tools with effects may not be called here");
        }
        List<String> faults = SchemaCheck.faults(tool.parameters(), given.toString());
        return faults.isEmpty()
                ? http.call(opened, tool, given, patience)
                : refused("wrong arguments: " + String.join("; ", faults));
    }

    private ToolAnswer server(
            Caller caller, StoredTool.Opened opened, Mcp server, String tool, ObjectNode given) {
        return caller.readOnly() && !server.readOnly().contains(tool)
                ? refused("tools with effects may not be called here")
                : servers.call(opened, server, tool, given.toString());
    }

    private static ToolAnswer failed(RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof EgressFailure failure) {
                return new ToolAnswer(
                        failure.kind().word(), "the call failed: " + failure.getMessage());
            }
        }
        LOG.atWarn()
                .addKeyValue("error", thrown.getClass().getSimpleName())
                .log("a tool call failed");
        return new ToolAnswer(ToolAnswer.FAILED, "the call failed");
    }

    private static @Nullable ObjectNode object(String arguments) {
        if (arguments.length() > LONGEST_ARGUMENTS) {
            return null;
        }
        try {
            JsonNode read = MAPPER.readTree(arguments.isBlank() ? "{}" : arguments);
            return read instanceof ObjectNode object ? object : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static ToolAnswer refused(String reason) {
        return new ToolAnswer(ToolAnswer.REFUSED, reason);
    }

    @Override
    public void close() {
        servers.close();
    }
}
