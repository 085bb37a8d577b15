package dev.repartee.assistants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.assistants.files.ApplyOutcome;
import dev.repartee.assistants.files.AssistantApplier;
import dev.repartee.assistants.files.AssistantBundle;
import dev.repartee.assistants.files.AssistantDocument;
import dev.repartee.assistants.files.AssistantFiles;
import dev.repartee.assistants.files.AssistantSection;
import dev.repartee.assistants.files.DemoContent;
import dev.repartee.assistants.files.DocumentShelf;
import dev.repartee.assistants.form.FieldError;
import dev.repartee.assistants.form.InvalidFields;
import dev.repartee.assistants.rules.LocalText;
import dev.repartee.assistants.rules.RuleSet;
import dev.repartee.assistants.served.AssistantCatalog;
import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.embedded.TestEngines;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.DatabaseConfig;
import dev.repartee.postgres.Schema;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AssistantStoreTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");
    private static final Assistant GUIDE = Assistant.plain(new AssistantId("guide"), "Guide");

    private final Database database = open();
    private final AssistantStore store =
            new AssistantStore(database, Clock.fixed(NOW, ZoneOffset.UTC));
    private final AssistantCatalog catalog = new AssistantCatalog(database);

    @BeforeEach
    void addTenants() {
        execute("INSERT INTO tenants (tenant_id, name) VALUES ('acme', 'A'), ('other', 'O')");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void storesChangesAndRemoves() {
        assertThat(store.save(ACME, GUIDE)).isInstanceOf(SaveOutcome.Created.class);
        assertThat(store.save(ACME, GUIDE)).isInstanceOf(SaveOutcome.Unchanged.class);
        Assistant other = GUIDE.withModel(new ModelSettings("cloud", 0.5, 100, 100, 1));
        assertThat(store.save(ACME, other))
                .isInstanceOfSatisfying(
                        SaveOutcome.Updated.class,
                        updated -> assertThat(updated.stored().version()).isEqualTo(2));
        assertThat(store.find(ACME, GUIDE.id()).orElseThrow().assistant()).isEqualTo(other);
        assertThat(store.list(ACME)).hasSize(1);
        assertThat(store.list(OTHER)).isEmpty();
        assertThat(store.delete(OTHER, GUIDE.id())).isFalse();
        assertThat(store.delete(ACME, GUIDE.id())).isTrue();
        assertThat(store.find(ACME, GUIDE.id())).isEmpty();
    }

    @Test
    void refusesAChangeOfWhatTheCallerHasNotSeen() {
        assertThat(store.save(ACME, GUIDE, OptionalLong.of(3)))
                .isEqualTo(new SaveOutcome.Conflict(0));
        store.save(ACME, GUIDE, OptionalLong.of(0));
        assertThat(store.save(ACME, GUIDE, OptionalLong.of(0)))
                .isEqualTo(new SaveOutcome.Conflict(1));
    }

    @Test
    void refusesWhatIsNotWithinItsLimits() {
        Assistant invalid = GUIDE.withModel(new ModelSettings("cloud", 9.0, 0, 100, 1));

        assertThatExceptionOfType(InvalidAssistant.class)
                .isThrownBy(() -> store.save(ACME, invalid))
                .satisfies(e -> assertThat(e.errors()).hasSize(2));
        assertThat(store.list(ACME)).isEmpty();
    }

    @Test
    void notesWhenAnAssistantMovesToAnotherPool() {
        store.save(ACME, GUIDE.withPool(new PoolAssignment("", "made-up", Instant.EPOCH)));
        store.save(ACME, GUIDE.withPool(new PoolAssignment("busy", null, null)));

        assertThat(store.find(ACME, GUIDE.id()).orElseThrow().assistant().pool())
                .isEqualTo(new PoolAssignment("busy", "", NOW));
        catalog.refresh();
        assertThat(catalog.pools()).containsExactly("", "busy");
    }

    @Test
    void theCatalogueServesWhatIsStoredAndNamesEveryChange() {
        store.save(ACME, GUIDE);
        assertThat(catalog.loaded()).isFalse();
        assertThat(catalog.find(ACME, GUIDE.id())).isEmpty();
        assertThat(catalog.refresh()).isTrue();
        PublishedAssistant first = catalog.find(ACME, GUIDE.id()).orElseThrow();
        assertThat(catalog.find(OTHER, GUIDE.id())).isEmpty();

        catalog.refresh();
        assertThat(catalog.find(ACME, GUIDE.id())).containsSame(first);

        addDocument("d1", "one");
        assertThat(revisionAfterRefresh()).isNotEqualTo(first.revision());
        String withDocument = revisionAfterRefresh();
        execute("DELETE FROM assistant_documents");
        addDocument("d1", "two");
        assertThat(revisionAfterRefresh()).isNotEqualTo(withDocument).hasSize(16);
    }

    @Test
    void theCatalogueKeepsServingWhileTheDatabaseIsGone() {
        store.save(ACME, GUIDE);
        catalog.refresh();
        database.close();

        assertThat(catalog.refresh()).isFalse();
        assertThat(catalog.find(ACME, GUIDE.id())).isPresent();
        assertThatExceptionOfType(ReparteeException.class)
                .isThrownBy(() -> store.list(ACME))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    }

    @Test
    void aDefinitionThatCanNotBeReadLeavesItsAssistantAsItWas() {
        store.save(ACME, GUIDE);
        catalog.refresh();
        execute("UPDATE assistants SET definition = '{\"id\": \"guide\", \"from\": \"later\"}'");

        assertThat(catalog.refresh()).isTrue();
        assertThat(catalog.find(ACME, GUIDE.id()).orElseThrow().assistant()).isEqualTo(GUIDE);
    }

    @Test
    void applyingTheSameFilesAgainWritesNothing() {
        Shelf shelf = new Shelf();
        AssistantApplier applier = new AssistantApplier(store, shelf, List.of());
        AssistantBundle demo = DemoContent.veloVerde();
        AssistantId id = demo.assistant().id();

        assertThat(applier.apply(ACME, List.of(demo)))
                .containsExactly(
                        new ApplyOutcome(id, ApplyOutcome.Change.CREATED, 6, 0, List.of()));
        assertThat(applier.apply(ACME, List.of(demo))).allMatch(ApplyOutcome::unchanged);
        assertThat(applier.exportAll(ACME)).hasSize(1);
        AssistantBundle exported = applier.export(ACME, id).orElseThrow();
        assertThat(exported.documents()).containsExactlyInAnyOrderElementsOf(demo.documents());
        assertThat(applier.apply(ACME, List.of(exported))).allMatch(ApplyOutcome::unchanged);
    }

    @Test
    void applyingFewerDocumentsRemovesTheOthers() {
        Shelf shelf = new Shelf();
        AssistantApplier applier = new AssistantApplier(store, shelf, List.of());
        AssistantDocument one = new AssistantDocument("one", "One", "text/plain", "1");
        AssistantDocument two = new AssistantDocument("two", "Two", "text/plain", "2");
        applier.apply(ACME, List.of(new AssistantBundle(GUIDE, List.of(one, two))));

        Assistant ruled = GUIDE.withRules(new RuleSet(List.of(), null, Map.of("shop", "X")));
        assertThat(applier.apply(ACME, List.of(new AssistantBundle(ruled, List.of(two)))))
                .containsExactly(
                        new ApplyOutcome(GUIDE.id(), ApplyOutcome.Change.UPDATED, 0, 1, List.of()));
        assertThat(shelf.list(ACME, GUIDE.id())).containsExactly(two);
        assertThat(applier.apply(ACME, List.of(new AssistantBundle(ruled, null))))
                .allMatch(ApplyOutcome::unchanged);
    }

    @Test
    void sectionsOfAFileAreCheckedBeforeAnythingIsAppliedAndExportedAgain() {
        Section section = new Section();
        AssistantApplier applier = new AssistantApplier(store, new Shelf(), List.of(section));
        AssistantBundle bundle =
                AssistantFiles.parse(
                        "id: guide\nname: G\nentities: {sku: {pattern: X}}",
                        path -> Optional.empty());

        assertThat(applier.apply(ACME, List.of(bundle)).getFirst().sections())
                .containsExactly("entities");
        assertThat(applier.apply(ACME, List.of(bundle))).allMatch(ApplyOutcome::unchanged);
        AssistantBundle exported = applier.export(ACME, GUIDE.id()).orElseThrow();
        assertThat(AssistantFiles.parse(AssistantFiles.format(exported), path -> Optional.empty()))
                .satisfies(again -> assertThat(again.sections()).isEqualTo(bundle.sections()));
        AssistantBundle silent = new AssistantBundle(bundle.assistant(), null);
        assertThat(applier.apply(ACME, List.of(silent))).allMatch(ApplyOutcome::unchanged);

        AssistantBundle wrong =
                AssistantFiles.parse("id: fresh\nentities: [7]", path -> Optional.empty());
        assertThatThrownBy(() -> applier.apply(ACME, List.of(bundle, wrong)))
                .hasMessageContaining("no object");
        AssistantBundle unknown =
                AssistantFiles.parse("id: fresh\nentities: {colour: 7}", path -> Optional.empty());
        assertThatThrownBy(() -> applier.apply(ACME, List.of(bundle, unknown)))
                .isInstanceOf(InvalidAssistant.class)
                .hasMessage("fresh: entities.colour is not known");
        assertThat(store.find(ACME, new AssistantId("fresh"))).isEmpty();
    }

    /** A section in memory. */
    private static final class Section implements AssistantSection {

        private @Nullable JsonNode stored;

        @Override
        public String name() {
            return "entities";
        }

        @Override
        public void check(TenantId tenant, AssistantId assistant, JsonNode section) {
            List<FieldError> errors = new ArrayList<>();
            if (section.has("colour")) {
                errors.add(new FieldError("colour", "is not known"));
                throw new InvalidFields("the section", errors);
            }
            if (!section.isObject()) {
                throw new ReparteeException(ErrorCode.INVALID_FIELD, "no object");
            }
        }

        @Override
        public boolean apply(TenantId tenant, AssistantId assistant, JsonNode section) {
            boolean changed = !section.equals(stored);
            stored = section;
            return changed;
        }

        @Override
        public Optional<JsonNode> export(TenantId tenant, AssistantId assistant) {
            return Optional.ofNullable(stored);
        }
    }

    @Test
    void aTextWithoutAnyLanguageFallsBackToOurs() {
        Replies silent =
                new Replies(
                        LanguagePolicy.DEFAULT,
                        LocalText.NONE,
                        LocalText.NONE,
                        LocalText.NONE,
                        true);

        assertThat(silent.fallbackFor("de").language()).isEqualTo("de");
        assertThat(silent.unknownFor("xx").language()).isEqualTo("en");
    }

    private String revisionAfterRefresh() {
        catalog.refresh();
        return catalog.find(ACME, GUIDE.id()).orElseThrow().revision();
    }

    private void addDocument(String id, String content) {
        execute(
                "INSERT INTO assistant_documents (tenant_id, assistant_id, document_id, title,"
                        + " media_type, content, content_hash) VALUES ('acme', 'guide', '%s', 'T',"
                                .formatted(id)
                        + " 'text/plain', '%s', '%s')".formatted(content, content));
    }

    private void execute(String sql) {
        database.with(
                connection -> {
                    try (var statement = connection.createStatement()) {
                        return statement.execute(sql);
                    }
                });
    }

    private static Database open() {
        TestEngines.Database place = TestEngines.postgres();
        Database database =
                Database.open(
                        DatabaseConfig.defaults(place.url(), place.user(), place.password()),
                        new SimpleMeterRegistry());
        database.migrate(Schema.MAIN);
        return database;
    }

    /** Keeps documents in memory. */
    private static final class Shelf implements DocumentShelf {

        private final Map<String, AssistantDocument> documents = new TreeMap<>();

        @Override
        public List<AssistantDocument> list(TenantId tenant, AssistantId assistant) {
            return List.copyOf(documents.values());
        }

        @Override
        public void put(TenantId tenant, AssistantId assistant, AssistantDocument document) {
            documents.put(document.id(), document);
        }

        @Override
        public void remove(TenantId tenant, AssistantId assistant, String documentId) {
            documents.remove(documentId);
        }
    }
}
