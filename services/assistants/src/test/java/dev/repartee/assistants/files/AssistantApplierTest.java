package dev.repartee.assistants.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.AssistantStore;
import dev.repartee.assistants.InvalidAssistant;
import dev.repartee.assistants.TwoTenants;
import dev.repartee.assistants.rules.RuleSet;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files of assistants, made equal to what is stored. */
class AssistantApplierTest {

    private static final TenantId ACME = TwoTenants.ACME;
    private static final Assistant GUIDE = Assistant.plain(new AssistantId("guide"), "Guide");

    private final TwoTenants tenants = new TwoTenants();
    private final AssistantStore store = tenants.store();

    @AfterEach
    void close() {
        tenants.close();
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
}
