package dev.repartee.assistants.served;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.AssistantDefinitions;
import dev.repartee.assistants.InvalidAssistant;
import dev.repartee.assistants.experiment.Arm;
import dev.repartee.assistants.experiment.Experiment;
import dev.repartee.assistants.form.InvalidFields;
import dev.repartee.assistants.prompt.PublishedPrompt;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserKey;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every assistant, in memory: what the pipeline asks for each message. Asking never blocks.
 *
 * <p>{@link #refresh()} is called when the cache versions {@code assistants}, {@code documents},
 * {@code safety} or {@code tools} change. While PostgreSQL is gone the last state stays (promise
 * P6). A definition that this build can not read leaves its assistant as it was.
 */
public final class AssistantCatalog {

    private static final Logger log = LoggerFactory.getLogger(AssistantCatalog.class);

    /** The documents' contents are named as by the knowledge service's index. */
    private static final String SELECT =
            """
            SELECT a.tenant_id, a.assistant_id, a.version, a.definition,
                   left(md5(concat(a.version, a.created_at, a.updated_at, '/', d.stored, '/',
                       s.updated_at, '/', t.stored)), 16) AS revision,
                   coalesce(d.contents, '') AS documents
            FROM assistants a
            LEFT JOIN (
                SELECT tenant_id, assistant_id,
                       string_agg(concat_ws(':', document_id, version, content_hash, updated_at), ','
                           ORDER BY document_id) AS stored,
                       md5(string_agg(document_id || ' ' || content_hash, ',' ORDER BY document_id))
                           AS contents
                FROM assistant_documents GROUP BY tenant_id, assistant_id
            ) d USING (tenant_id, assistant_id)
            LEFT JOIN assistant_safety s USING (tenant_id, assistant_id)
            LEFT JOIN (
                SELECT tenant_id, assistant_id,
                       string_agg(concat_ws(':', name, version, updated_at), ',' ORDER BY name)
                           AS stored
                FROM assistant_tools GROUP BY tenant_id, assistant_id
            ) t USING (tenant_id, assistant_id)
            """;

    private final Database database;
    private final ReentrantLock refreshing = new ReentrantLock();

    /** Written under the lock, read by everyone. */
    private volatile Map<AssistantKey, Served> published = Map.of();

    private volatile boolean loaded;

    /**
     * An assistant and its variants.
     *
     * @param stored names what is stored of it, without its prompt
     * @param test the running one, or null
     * @param arms variants by the arm's name
     */
    private record Served(
            PublishedAssistant base,
            String stored,
            @Nullable Experiment test,
            Map<String, PublishedAssistant> arms) {}

    public AssistantCatalog(Database database) {
        this.database = database;
    }

    /** An assistant, if the tenant has it, as it is outside of tests. */
    public Optional<PublishedAssistant> find(TenantId tenant, AssistantId id) {
        return Optional.ofNullable(published.get(new AssistantKey(tenant, id))).map(Served::base);
    }

    /** An assistant as one user is served it: the variant of the user's arm, if a test runs. */
    public Optional<PublishedAssistant> findFor(UserKey user, AssistantId id) {
        Served served = published.get(new AssistantKey(user.tenant(), id));
        if (served == null || served.test() == null) {
            return Optional.ofNullable(served).map(Served::base);
        }
        return served.test()
                .armOf(user.user())
                .map(arm -> served.arms().get(arm.name()))
                .or(() -> Optional.of(served.base()));
    }

    /** The assistants of a tenant, by id. */
    public List<PublishedAssistant> list(TenantId tenant) {
        return published.values().stream()
                .map(Served::base)
                .filter(entry -> entry.tenant().equals(tenant))
                .sorted(Comparator.comparing(entry -> entry.assistant().id().value()))
                .toList();
    }

    /** The names of all pools that an assistant is served by or was served by before. */
    public List<String> pools() {
        return published.values().stream()
                .map(entry -> entry.base().assistant().pool())
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
        try {
            published = database.everywhere(this::read);
            loaded = true;
            return true;
        } catch (ReparteeException e) {
            log.atWarn()
                    .addKeyValue("error", e.getMessage())
                    .log("assistants can not be read; the last known ones go on serving");
            return false;
        } finally {
            refreshing.unlock();
        }
    }

    private Map<AssistantKey, Served> read(Connection connection) throws SQLException {
        VariantReader variants = new VariantReader(connection);
        Map<AssistantKey, PublishedPrompt> prompts = variants.prompts();
        Map<AssistantKey, Experiment> tests = variants.experiments();
        Map<AssistantKey, Served> next = new HashMap<>();
        Sql.list(
                connection,
                SELECT,
                row -> {
                    AssistantKey key = AssistantKey.of(row);
                    PublishedPrompt prompt = prompts.getOrDefault(key, PublishedPrompt.BUILT_IN);
                    Served served = served(key, row, prompt);
                    if (served != null) {
                        next.put(key, withArms(served, tests.get(key), variants));
                    }
                    return key;
                });
        return Map.copyOf(next);
    }

    private @Nullable Served served(AssistantKey key, Row row, PublishedPrompt prompt)
            throws SQLException {
        Served before = published.get(key);
        String stored = row.text("revision");
        if (before != null
                && before.stored().equals(stored)
                && before.base().prompt().version() == prompt.version()) {
            return before;
        }
        try {
            Assistant assistant = AssistantDefinitions.parse(row.text("definition"));
            long version = row.number("version");
            String revision =
                    Revision.of(stored, version, prompt.version(), assistant.model().name());
            PublishedAssistant base =
                    new PublishedAssistant(
                            key.tenant(),
                            assistant,
                            new Edition(version, revision, row.text("documents")),
                            assistant.ruleBook(),
                            prompt,
                            null);
            return new Served(base, stored, null, Map.of());
        } catch (InvalidAssistant e) {
            unreadable(key, e);
            return before;
        }
    }

    private static Served withArms(Served served, @Nullable Experiment test, VariantReader variants)
            throws SQLException {
        Map<String, PublishedAssistant> arms = new HashMap<>();
        if (test != null) {
            for (Arm arm : test.arms()) {
                try {
                    arms.put(
                            arm.name(),
                            variants.variant(served.base(), served.stored(), test, arm));
                } catch (InvalidFields e) {
                    unreadable(new AssistantKey(served.base().tenant(), test.assistant()), e);
                    return new Served(served.base(), served.stored(), null, Map.of());
                }
            }
        }
        return new Served(served.base(), served.stored(), test, Map.copyOf(arms));
    }

    private static void unreadable(AssistantKey key, InvalidFields cause) {
        log.atError()
                .addKeyValue("tenant", key.tenant())
                .addKeyValue("assistant", key.id())
                .addKeyValue("error", cause.getMessage())
                .log("an assistant's definition can not be read; it stays as it was");
    }
}
