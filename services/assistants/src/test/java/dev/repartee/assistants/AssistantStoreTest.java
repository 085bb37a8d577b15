package dev.repartee.assistants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repartee.assistants.rules.LocalText;
import dev.repartee.assistants.served.AssistantCatalog;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Assistants as tenants keep them. */
class AssistantStoreTest {

    private static final TenantId ACME = TwoTenants.ACME;
    private static final TenantId OTHER = TwoTenants.OTHER;
    private static final Assistant GUIDE = Assistant.plain(new AssistantId("guide"), "Guide");

    private final TwoTenants tenants = new TwoTenants();
    private final AssistantStore store = tenants.store();

    @AfterEach
    void close() {
        tenants.close();
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
                .isEqualTo(new PoolAssignment("busy", "", TwoTenants.NOW));
        AssistantCatalog catalog = new AssistantCatalog(tenants.database());
        catalog.refresh();
        assertThat(catalog.pools()).containsExactly("", "busy");
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
}
