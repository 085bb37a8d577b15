package dev.repartee.tools;

import dev.repartee.assistants.form.FieldError;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.crypto.SecretBox;
import dev.repartee.egress.EgressPolicy;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.RefusedData;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tools of each assistant, in the database and, for the pipeline, in memory: asking for them
 * never blocks, and what was read last stays while PostgreSQL is gone. Thread-safe.
 */
public final class ToolStore {

    /** The name of the tools among the cache versions. */
    public static final String CACHE = "tools";

    /** Most tools of one assistant. */
    public static final int MOST = 50;

    private static final Logger LOG = LoggerFactory.getLogger(ToolStore.class);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Database database;
    private final SecretBox secrets;
    private final EgressPolicy policy;

    // Replaced whole by refresh(); read by every thread.
    private volatile Map<Key, List<StoredTool>> tools = Map.of();

    private record Key(TenantId tenant, AssistantId assistant) {}

    public ToolStore(Database database, SecretBox secrets, EgressPolicy policy) {
        this.database = database;
        this.secrets = secrets;
        this.policy = policy;
    }

    /** An assistant's tools by name. Memory only. */
    public List<StoredTool> of(TenantId tenant, AssistantId assistant) {
        return tools.getOrDefault(new Key(tenant, assistant), List.of());
    }

    /** One tool. Memory only. */
    public Optional<StoredTool> find(TenantId tenant, AssistantId assistant, String name) {
        return of(tenant, assistant).stream()
                .filter(stored -> stored.tool().name().equals(name))
                .findAny();
    }

    /** The tool with its secrets. */
    public StoredTool.Opened open(StoredTool stored) {
        byte[] sealed = stored.sealed();
        return new StoredTool.Opened(
                stored,
                sealed == null
                        ? Map.of()
                        : MAPPER.readValue(
                                new String(
                                        secrets.open(
                                                sealed,
                                                purpose(
                                                        stored.tenant(),
                                                        stored.assistant(),
                                                        stored.tool().name())),
                                        StandardCharsets.UTF_8),
                                new TypeReference<Map<String, String>>() {}));
    }

    /** Reads all tools anew; blocks. On failure the old ones stay. */
    public void refresh() {
        tools =
                database.everywhere(
                        connection -> {
                            try (PreparedStatement select =
                                            connection.prepareStatement(
                                                    "SELECT tenant_id, assistant_id, name, definition,"
                                                            + " version, secrets FROM assistant_tools"
                                                            + " ORDER BY name");
                                    ResultSet rows = select.executeQuery()) {
                                Map<Key, List<StoredTool>> read = new HashMap<>();
                                while (rows.next()) {
                                    Key key =
                                            new Key(
                                                    new TenantId(rows.getString(1)),
                                                    new AssistantId(rows.getString(2)));
                                    Tool tool = parsed(key, rows.getString(3), rows.getString(4));
                                    if (tool != null) {
                                        read.computeIfAbsent(key, each -> new ArrayList<>())
                                                .add(
                                                        new StoredTool(
                                                                key.tenant(),
                                                                key.assistant(),
                                                                tool,
                                                                rows.getLong(5),
                                                                rows.getBytes(6)));
                                    }
                                }
                                return Map.copyOf(read);
                            }
                        });
    }

    /** A tool that may not be called any more (the deployment was closed, say) is not offered. */
    private @Nullable Tool parsed(Key key, String name, String json) {
        try {
            return ToolForm.parse(name, json, policy);
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("tenant", key.tenant())
                    .addKeyValue("assistant", key.assistant())
                    .addKeyValue("tool", name)
                    .addKeyValue("error", e.getMessage())
                    .log("a tool can not be used as it is configured; it is not offered");
            return null;
        }
    }

    /**
     * Stores a tool.
     *
     * @param changed secrets to set by name, empty ones to remove; others stay
     * @throws ReparteeException with {@code UNKNOWN_ASSISTANT} when there is no such assistant, and
     *     {@code INVALID_FIELD} when a header names a secret that there is not
     */
    public void save(
            TenantId tenant, AssistantId assistant, Tool tool, Map<String, String> changed) {
        Map<String, String> kept = new TreeMap<>();
        find(tenant, assistant, tool.name())
                .ifPresentOrElse(
                        stored -> kept.putAll(open(stored).secrets()),
                        () -> checkRoom(tenant, assistant));
        changed.forEach(
                (name, value) -> {
                    if (value.isEmpty()) {
                        kept.remove(name);
                    } else {
                        kept.put(name, value);
                    }
                });
        checkSecrets(tool, kept);
        byte[] sealed =
                kept.isEmpty()
                        ? null
                        : secrets.seal(
                                MAPPER.writeValueAsBytes(kept),
                                purpose(tenant, assistant, tool.name()));
        try {
            database.with(
                    connection -> {
                        try (PreparedStatement save =
                                connection.prepareStatement(
                                        """
                                        INSERT INTO assistant_tools
                                            (tenant_id, assistant_id, name, definition, secrets)
                                        VALUES (?, ?, ?, ?::jsonb, ?)
                                        ON CONFLICT (tenant_id, assistant_id, name) DO UPDATE
                                        SET definition = excluded.definition,
                                            secrets = excluded.secrets, updated_at = now(),
                                            version = assistant_tools.version + 1
                                        """)) {
                            save.setString(1, tenant.value());
                            save.setString(2, assistant.value());
                            save.setString(3, tool.name());
                            save.setString(4, ToolForm.write(tool).toString());
                            save.setBytes(5, sealed);
                            return save.executeUpdate();
                        }
                    });
        } catch (RefusedData e) {
            throw new ReparteeException(
                    ErrorCode.UNKNOWN_ASSISTANT, "there is no assistant '" + assistant + "'", e);
        }
        refresh();
    }

    /** Removes a tool; false when there was none. */
    public boolean delete(TenantId tenant, AssistantId assistant, String name) {
        int deleted =
                database.with(
                        connection -> {
                            try (PreparedStatement delete =
                                    connection.prepareStatement(
                                            "DELETE FROM assistant_tools WHERE tenant_id = ?"
                                                    + " AND assistant_id = ? AND name = ?")) {
                                delete.setString(1, tenant.value());
                                delete.setString(2, assistant.value());
                                delete.setString(3, name);
                                return delete.executeUpdate();
                            }
                        });
        refresh();
        return deleted > 0;
    }

    private void checkRoom(TenantId tenant, AssistantId assistant) {
        if (of(tenant, assistant).size() >= MOST) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "an assistant may have " + MOST + " tools at most");
        }
    }

    private static void checkSecrets(Tool tool, Map<String, String> known) {
        missingSecret(tool, known.keySet())
                .ifPresent(
                        error -> {
                            throw new ReparteeException(ErrorCode.INVALID_FIELD, error.toString());
                        });
    }

    /** The first header that uses a secret that there is not. */
    static Optional<FieldError> missingSecret(Tool tool, Set<String> known) {
        return tool.source().access().headers().entrySet().stream()
                .flatMap(
                        header ->
                                ToolForm.SECRET
                                        .matcher(header.getValue())
                                        .results()
                                        .map(match -> match.group(1))
                                        .filter(name -> !known.contains(name))
                                        .map(name -> missing(header.getKey(), name)))
                .findFirst();
    }

    private static FieldError missing(String header, String secret) {
        return new FieldError(
                "headers." + header, "uses ${" + secret + "}, which is not among secrets");
    }

    private static String purpose(TenantId tenant, AssistantId assistant, String name) {
        return "tools:" + tenant + ":" + assistant + ":" + name;
    }
}
