package dev.repartee.assistants.served;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.AssistantDefinitions;
import dev.repartee.assistants.experiment.Arm;
import dev.repartee.assistants.experiment.Experiment;
import dev.repartee.assistants.experiment.ExperimentStore;
import dev.repartee.assistants.experiment.Trial;
import dev.repartee.assistants.form.InvalidFields;
import dev.repartee.assistants.prompt.PromptStore;
import dev.repartee.assistants.prompt.PromptSyntaxException;
import dev.repartee.assistants.prompt.PublishedPrompt;
import dev.repartee.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads which prompts are active and which tests run, for the catalogue. */
final class VariantReader {

    private static final Logger log = LoggerFactory.getLogger(VariantReader.class);

    private final Connection connection;

    VariantReader(Connection connection) {
        this.connection = connection;
    }

    /** The active prompt of every assistant that has one of its own. */
    Map<AssistantKey, PublishedPrompt> prompts() throws SQLException {
        return readable(PromptStore.ACTIVE, PromptStore::published);
    }

    /** The running test of every assistant that has one. */
    Map<AssistantKey, Experiment> experiments() throws SQLException {
        return readable(ExperimentStore.RUNNING, ExperimentStore::experiment);
    }

    /** What an arm's users are served. */
    PublishedAssistant variant(
            PublishedAssistant base, String definitionRevision, Experiment test, Arm arm)
            throws SQLException {
        Assistant assistant = definition(base, arm).withPool(base.assistant().pool());
        String model = arm.model();
        if (model != null) {
            assistant = assistant.withModel(assistant.model().withName(model));
        }
        PublishedPrompt prompt = prompt(base, arm);
        long version = arm.assistantVersion() == null ? base.version() : arm.assistantVersion();
        return new PublishedAssistant(
                base.tenant(),
                assistant,
                new Edition(
                        version,
                        Revision.of(
                                definitionRevision,
                                version,
                                prompt.version(),
                                assistant.model().name()),
                        base.edition().documents()),
                assistant.ruleBook(),
                prompt,
                new Trial(test.id(), arm.name()));
    }

    private Assistant definition(PublishedAssistant base, Arm arm) throws SQLException {
        Long version = arm.assistantVersion();
        if (version == null || version == base.version()) {
            return base.assistant();
        }
        return Sql.first(
                        connection,
                        "SELECT definition FROM assistant_versions"
                                + " WHERE tenant_id = ? AND assistant_id = ? AND version = ?",
                        row -> AssistantDefinitions.parse(row.text("definition")),
                        base.tenant().value(),
                        base.assistant().id().value(),
                        version)
                .orElse(base.assistant());
    }

    private PublishedPrompt prompt(PublishedAssistant base, Arm arm) throws SQLException {
        Integer version = arm.promptVersion();
        if (version == null) {
            return base.prompt();
        }
        return Sql.first(
                        connection,
                        PromptStore.ONE,
                        PromptStore::published,
                        base.tenant().value(),
                        base.assistant().id().value(),
                        version)
                .orElse(PublishedPrompt.BUILT_IN);
    }

    private <T> Map<AssistantKey, T> readable(String sql, Sql.Reader<T> reader)
            throws SQLException {
        Map<AssistantKey, T> found = new HashMap<>();
        Sql.list(
                connection,
                sql,
                row -> {
                    AssistantKey key = AssistantKey.of(row);
                    try {
                        found.put(key, reader.read(row));
                    } catch (PromptSyntaxException | InvalidFields e) {
                        unreadable(key, e);
                    }
                    return key;
                });
        return found;
    }

    private static void unreadable(AssistantKey key, RuntimeException cause) {
        log.atError()
                .addKeyValue("tenant", key.tenant())
                .addKeyValue("assistant", key.id())
                .addKeyValue("error", cause.getMessage())
                .log("a prompt or a test can not be read; the assistant is served without it");
    }
}
