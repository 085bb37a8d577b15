package dev.repartee.training.entity;

import static dev.repartee.testing.Statements.execute;
import static dev.repartee.testing.Statements.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.language.entity.custom.CustomSpan;
import dev.repartee.language.entity.custom.EntityDefinition;
import dev.repartee.language.entity.custom.EntityDefinition.Catalogue;
import dev.repartee.language.entity.custom.EntityDefinition.Item;
import dev.repartee.language.token.Tokenizer;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.DatabaseConfig;
import dev.repartee.postgres.Schema;
import dev.repartee.testing.MigratedDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Entities on a real database, as the pipeline finds them. */
class EntityCatalogTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final AssistantId GUIDE = new AssistantId("guide");
    private static final AssistantId OTHER = new AssistantId("other");
    private static final EntityScope SHARED = EntityScope.of(ACME);
    private static final EntityScope OWN = new EntityScope(ACME, GUIDE);

    private static DatabaseConfig config;
    private static Database database;

    private final EntityStore store = new EntityStore(database);
    private final EntityCatalog catalog = catalog(store);

    @BeforeAll
    static void open() {
        config = MigratedDatabase.config(Schema.MAIN);
        database = Database.open(config, new SimpleMeterRegistry());
        execute(
                database,
                "INSERT INTO tenants (tenant_id, name) VALUES ('acme', 'Acme'), ('rival', 'R')");
        execute(
                database,
                "INSERT INTO assistants (tenant_id, assistant_id, definition)"
                        + " VALUES ('acme', 'guide', '{}'), ('acme', 'other', '{}')");
    }

    @AfterAll
    static void shut() {
        database.close();
    }

    @BeforeEach
    void nothingIsDefined() {
        execute(database, "DELETE FROM custom_entities");
    }

    @Test
    void whatATenantDefinesIsFoundByItsAssistantsAndNobodyElses() {
        store.save(SHARED, list("product", "trail shoe"));
        store.save(OWN, list("colour", "moss green"));
        catalog.refresh();
        assertThat(found(ACME, GUIDE)).containsExactly("colour", "product");
        assertThat(found(ACME, OTHER)).containsExactly("product");
        assertThat(found(new TenantId("rival"), GUIDE)).isEmpty();
    }

    @Test
    void anAssistantsOwnWinsOverItsTenants() {
        store.save(SHARED, list("product", "moss green"));
        store.save(OWN, list("colour", "moss green"));
        catalog.refresh();
        assertThat(catalog.of(ACME, GUIDE).find("moss green", Tokenizer.tokenize("moss green")))
                .extracting(CustomSpan::type)
                .startsWith("colour");
    }

    @Test
    void aChangeIsServedFromTheNextRefreshOn() {
        long before = cacheVersion();
        store.save(OWN, list("product", "trail shoe"));
        catalog.refresh();
        assertThat(found(ACME, GUIDE)).containsExactly("product");
        assertThat(store.save(OWN, list("product", "sandal"))).isFalse();
        assertThat(cacheVersion()).isGreaterThanOrEqualTo(before + 2);
        catalog.refresh();
        assertThat(found(ACME, GUIDE)).isEmpty();
        assertThat(store.delete(OWN, "product")).isTrue();
        assertThat(store.delete(OWN, "product")).isFalse();
        catalog.refresh();
        assertThat(catalog.of(ACME, GUIDE).find("a sandal", Tokenizer.tokenize("a sandal")))
                .isEmpty();
    }

    @Test
    void whatIsInMemoryStaysWhileTheDatabaseIsGone() {
        store.save(OWN, list("product", "trail shoe"));
        Database leaving = Database.open(config, new SimpleMeterRegistry());
        EntityCatalog survivor = catalog(new EntityStore(leaving));
        survivor.refresh();
        assertThat(survivor.of(ACME, GUIDE)).isNotNull();
        leaving.close();
        assertThatThrownBy(survivor::refresh).isInstanceOf(RuntimeException.class);
        String text = "one trail shoe";
        assertThat(survivor.of(ACME, GUIDE).find(text, Tokenizer.tokenize(text))).hasSize(1);
    }

    @Test
    void replacingWritesOnlyWhatIsDifferent() {
        List<EntityDefinition> all =
                List.of(
                        list("product", "trail shoe"),
                        new EntityDefinition.Pattern("sku", "PRD-\\d{4}"));
        assertThat(store.replace(OWN, all)).isTrue();
        assertThat(store.replace(OWN, all)).isFalse();
        assertThat(store.definitions(OWN)).isEqualTo(all);
        assertThat(store.list(OWN))
                .extracting(EntitySummary::type, EntitySummary::kind, EntitySummary::items)
                .containsExactly(tuple("product", "list", 1), tuple("sku", "pattern", 0));
        assertThat(store.replace(OWN, all.reversed())).isTrue();
        assertThat(store.definitions(OWN)).isEqualTo(all.reversed());
        assertThat(store.definitions(SHARED)).isEmpty();
    }

    @Test
    void whatIsTooMuchOrOfNobodyIsRefusedAndNothingIsChanged() {
        store.save(SHARED, longList("one"));
        assertThatThrownBy(() -> store.save(SHARED, longList("two")))
                .hasMessageContaining("50,000 items");
        assertThat(store.save(SHARED, longList("one"))).isFalse();
        assertThat(store.list(SHARED)).hasSize(1);
        EntityScope nobody = new EntityScope(ACME, new AssistantId("nobody"));
        assertThatThrownBy(() -> store.save(nobody, list("product", "trail shoe")))
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_ASSISTANT));
    }

    private List<String> found(TenantId tenant, AssistantId assistant) {
        String text = "trail shoes in moss green";
        return catalog.of(tenant, assistant).find(text, Tokenizer.tokenize(text)).stream()
                .map(CustomSpan::type)
                .toList();
    }

    private static EntityCatalog catalog(EntityStore store) {
        return new EntityCatalog(store, new SimpleMeterRegistry());
    }

    private static EntityDefinition list(String type, String... items) {
        return new Catalogue(type, List.of(items).stream().map(Item::of).toList(), true);
    }

    private static EntityDefinition longList(String type) {
        return new Catalogue(
                type,
                IntStream.range(0, 30_000).mapToObj(i -> Item.of("thing " + i)).toList(),
                false);
    }

    private static long cacheVersion() {
        return number(database, "SELECT version FROM cache_versions WHERE name = 'entities'");
    }
}
