package dev.repartee.safety;

import static dev.repartee.testing.Statements.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.AssistantStore;
import dev.repartee.assistants.form.FieldError;
import dev.repartee.assistants.form.InvalidFields;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.language.safety.SafetyAction;
import dev.repartee.language.safety.SafetyCategory;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.postgres.TenantScope;
import dev.repartee.testing.MigratedDatabase;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SafetySectionTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");
    private static final AssistantId GUIDE = new AssistantId("guide");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static Database database;
    private static SafetyRuleStore rules;

    @BeforeAll
    static void open() {
        database = MigratedDatabase.open(Schema.MAIN);
        execute(
                database,
                "INSERT INTO tenants (tenant_id, name) VALUES ('acme', 'A'), ('other', 'O')");
        AssistantStore assistants = new AssistantStore(database, Clock.systemUTC());
        assistants.save(ACME, Assistant.plain(GUIDE, "Guide"));
        assistants.save(OTHER, Assistant.plain(GUIDE, "Guide"));
        rules = new SafetyRuleStore(database);
        rules.refresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void rulesOfAFileAreStoredOnceAndReadBack() {
        SafetySection section = new SafetySection(rules);
        JsonNode part =
                json(
                        "{\"messages\": {\"actions\": {\"threat\": \"refuse\"}}, \"sensitivity\": 0.6}");
        section.check(ACME, GUIDE, part);

        assertThat(section.apply(ACME, GUIDE, part)).isTrue();
        assertThat(section.apply(ACME, GUIDE, part)).isFalse();
        assertThat(rules.of(ACME, GUIDE).messages().actions())
                .containsEntry(SafetyCategory.THREAT, SafetyAction.REFUSE);
        JsonNode read = section.export(ACME, GUIDE).orElseThrow();
        assertThat(section.apply(ACME, GUIDE, read)).isFalse();

        assertThat(section.apply(ACME, GUIDE, json("{}"))).isTrue();
        assertThat(section.export(ACME, GUIDE)).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsNamed() {
        assertThatExceptionOfType(InvalidFields.class)
                .isThrownBy(
                        () ->
                                new SafetySection(rules)
                                        .check(
                                                ACME,
                                                GUIDE,
                                                json(
                                                        "{\"sensitivity\": 7, \"links\": {\"hosts\":"
                                                                + " [\"not a host\"]}, \"colour\": 1}")))
                .satisfies(
                        invalid ->
                                assertThat(invalid.errors())
                                        .extracting(FieldError::field)
                                        .containsExactlyInAnyOrder(
                                                "sensitivity", "links.hosts[0]", "colour"));
    }

    @Test
    void aChangeWithinOneTenantsScopeLeavesTheRulesOfOthersInMemory() {
        SafetyRules strict = SafetyRulesForm.read(json("{\"sensitivity\": 0.2}"));
        rules.save(OTHER, GUIDE, strict);

        TenantScope.within(
                ACME,
                () -> {
                    rules.save(ACME, GUIDE, SafetyRulesForm.read(json("{\"sensitivity\": 0.9}")));
                    return rules;
                });

        assertThat(rules.of(OTHER, GUIDE)).isEqualTo(strict);
        rules.reset(ACME, GUIDE);
    }

    private static JsonNode json(String text) {
        return MAPPER.readTree(text);
    }
}
