package dev.repartee.assistants;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every assistant, in memory: what the pipeline asks for each message. Asking never blocks.
 *
 * <p>{@link #refresh()} is called when the cache versions {@code assistants} or {@code documents}
 * change. While PostgreSQL is gone the last state stays (promise P6). A definition that this build
 * can not read leaves its assistant as it was.
 */
public final class AssistantCatalog {

    private static final Logger log = LoggerFactory.getLogger(AssistantCatalog.class);

    private static final String SELECT =
            """
            SELECT a.tenant_id, a.assistant_id, a.version, a.definition,
                   left(md5(concat(a.version, a.created_at, a.updated_at, string_agg(
                       concat_ws(':', d.document_id, d.version, d.content_hash, d.updated_at), ','
                       ORDER BY d.document_id))), 16) AS revision
            FROM assistants a LEFT JOIN assistant_documents d USING (tenant_id, assistant_id)
            GROUP BY a.tenant_id, a.assistant_id
            """;

    private final DataSource database;
    private final ReentrantLock refreshing = new ReentrantLock();

    /** Written under the lock, read by everyone. */
    private volatile Map<Key, PublishedAssistant> published = Map.of();

    private volatile boolean loaded;

    private record Key(TenantId tenant, AssistantId id) {}

    public AssistantCatalog(DataSource database) {
        this.database = database;
    }

    /** An assistant, if the tenant has it. */
    public Optional<PublishedAssistant> find(TenantId tenant, AssistantId id) {
        return Optional.ofNullable(published.get(new Key(tenant, id)));
    }

    /** The assistants of a tenant, by id. */
    public List<PublishedAssistant> list(TenantId tenant) {
        return published.values().stream()
                .filter(entry -> entry.tenant().equals(tenant))
                .sorted(Comparator.comparing(entry -> entry.assistant().id().value()))
                .toList();
    }

    /** The names of all pools that an assistant is served by or was served by before. */
    public List<String> pools() {
        return published.values().stream()
                .map(entry -> entry.assistant().pool())
                .flatMap(
                        pool ->
                                pool.previousPool() == null
                                        ? Stream.of(pool.pool())
                                        : Stream.of(pool.pool(), pool.previousPool()))
                .distinct()
                .sorted()
                .toList();
    }

    /** Whether the assistants were read once since the start. */
    public boolean loaded() {
        return loaded;
    }

    /**
     * Reads what changed.
     *
     * @return false when the database did not answer and everything stays as it was
     */
    public boolean refresh() {
        refreshing.lock();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT);
                ResultSet rows = select.executeQuery()) {
            Map<Key, PublishedAssistant> next = new HashMap<>();
            while (rows.next()) {
                Key key =
                        new Key(
                                new TenantId(rows.getString("tenant_id")),
                                new AssistantId(rows.getString("assistant_id")));
                PublishedAssistant entry = entry(key, rows);
                if (entry != null) {
                    next.put(key, entry);
                }
            }
            published = Map.copyOf(next);
            loaded = true;
            return true;
        } catch (SQLException e) {
            log.atWarn()
                    .addKeyValue("error", e.getMessage())
                    .log("assistants can not be read; the last known ones go on serving");
            return false;
        } finally {
            refreshing.unlock();
        }
    }

    private @Nullable PublishedAssistant entry(Key key, ResultSet row) throws SQLException {
        PublishedAssistant before = published.get(key);
        String revision = row.getString("revision");
        if (before != null && before.revision().equals(revision)) {
            return before;
        }
        try {
            Assistant assistant = AssistantDefinitions.parse(row.getString("definition"));
            return new PublishedAssistant(
                    key.tenant(),
                    assistant,
                    row.getLong("version"),
                    revision,
                    assistant.ruleBook());
        } catch (InvalidAssistant e) {
            log.atError()
                    .addKeyValue("tenant", key.tenant())
                    .addKeyValue("assistant", key.id())
                    .addKeyValue("error", e.getMessage())
                    .log("an assistant's definition can not be read; it stays as it was");
            return before;
        }
    }
}
