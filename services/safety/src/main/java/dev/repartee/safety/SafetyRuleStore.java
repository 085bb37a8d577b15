package dev.repartee.safety;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.RefusedData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The safety rules of each assistant, in the database and, for the pipeline, in memory: asking for
 * them never blocks, and what was read last stays while PostgreSQL is gone. Thread-safe.
 */
public final class SafetyRuleStore {

    /** The name of the rules among the cache versions. */
    public static final String CACHE = "safety";

    private static final Logger LOG = LoggerFactory.getLogger(SafetyRuleStore.class);

    private final Database database;

    // Replaced whole by refresh(); read by every thread.
    private volatile Map<Key, SafetyRules> rules = Map.of();

    private record Key(TenantId tenant, AssistantId assistant) {}

    public SafetyRuleStore(Database database) {
        this.database = database;
    }

    /** An assistant's rules, the defaults when it has none of its own. Memory only. */
    public SafetyRules of(TenantId tenant, AssistantId assistant) {
        return rules.getOrDefault(new Key(tenant, assistant), SafetyRules.DEFAULT);
    }

    /** Reads all rules anew; blocks. On failure the old ones stay. */
    public void refresh() {
        rules =
                database.everywhere(
                        connection -> {
                            try (PreparedStatement select =
                                            connection.prepareStatement(
                                                    "SELECT tenant_id, assistant_id, rules"
                                                            + " FROM assistant_safety");
                                    ResultSet rows = select.executeQuery()) {
                                Map<Key, SafetyRules> read = new HashMap<>();
                                while (rows.next()) {
                                    Key key =
                                            new Key(
                                                    new TenantId(rows.getString(1)),
                                                    new AssistantId(rows.getString(2)));
                                    read.put(key, parsed(key, rows.getString(3)));
                                }
                                return Map.copyOf(read);
                            }
                        });
    }

    /** What can't be read must not make an assistant less safe: it stays as it was. */
    private SafetyRules parsed(Key key, String json) {
        try {
            return SafetyRulesForm.parse(json);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("tenant", key.tenant())
                    .addKeyValue("assistant", key.assistant())
                    .addKeyValue("error", e.getMessage())
                    .log("an assistant's safety rules can not be read; they stay as they were");
            return of(key.tenant(), key.assistant());
        }
    }

    /**
     * Stores an assistant's rules.
     *
     * @throws ReparteeException with {@code UNKNOWN_ASSISTANT} when there is no such assistant
     */
    public void save(TenantId tenant, AssistantId assistant, SafetyRules own) {
        try {
            database.with(
                    connection -> {
                        try (PreparedStatement save =
                                connection.prepareStatement(
                                        """
                                        INSERT INTO assistant_safety (tenant_id, assistant_id, rules)
                                        VALUES (?, ?, ?::jsonb)
                                        ON CONFLICT (tenant_id, assistant_id) DO UPDATE
                                        SET rules = excluded.rules, updated_at = now()
                                        """)) {
                            save.setString(1, tenant.value());
                            save.setString(2, assistant.value());
                            save.setString(3, SafetyRulesForm.write(own).toString());
                            return save.executeUpdate();
                        }
                    });
        } catch (RefusedData e) {
            throw new ReparteeException(
                    ErrorCode.UNKNOWN_ASSISTANT, "there is no assistant '" + assistant + "'", e);
        }
        refresh();
    }

    /** Goes back to the defaults. */
    public void reset(TenantId tenant, AssistantId assistant) {
        database.with(
                connection -> {
                    try (PreparedStatement delete =
                            connection.prepareStatement(
                                    "DELETE FROM assistant_safety"
                                            + " WHERE tenant_id = ? AND assistant_id = ?")) {
                        delete.setString(1, tenant.value());
                        delete.setString(2, assistant.value());
                        return delete.executeUpdate();
                    }
                });
        refresh();
    }
}
