package dev.repartee.assistants.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.AssistantStore;
import dev.repartee.assistants.TwoTenants;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is served follows what is stored. */
class AssistantCatalogTest {

    private static final TenantId ACME = TwoTenants.ACME;
    private static final TenantId OTHER = TwoTenants.OTHER;
    private static final Assistant GUIDE = Assistant.plain(new AssistantId("guide"), "Guide");

    private final TwoTenants tenants = new TwoTenants();
    private final AssistantStore store = tenants.store();
    private final AssistantCatalog catalog = new AssistantCatalog(tenants.database());

    @AfterEach
    void close() {
        tenants.close();
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
        tenants.execute("DELETE FROM assistant_documents");
        addDocument("d1", "two");
        assertThat(revisionAfterRefresh()).isNotEqualTo(withDocument).hasSize(16);
    }

    @Test
    void theCatalogueKeepsServingWhileTheDatabaseIsGone() {
        store.save(ACME, GUIDE);
        catalog.refresh();
        tenants.close();

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
        tenants.execute(
                "UPDATE assistants SET definition = '{\"id\": \"guide\", \"from\": \"later\"}'");

        assertThat(catalog.refresh()).isTrue();
        assertThat(catalog.find(ACME, GUIDE.id()).orElseThrow().assistant()).isEqualTo(GUIDE);
    }

    private String revisionAfterRefresh() {
        catalog.refresh();
        return catalog.find(ACME, GUIDE.id()).orElseThrow().revision();
    }

    private void addDocument(String id, String content) {
        tenants.execute(
                "INSERT INTO assistant_documents (tenant_id, assistant_id, document_id, title,"
                        + " media_type, content, content_hash) VALUES ('acme', 'guide', '%s', 'T',"
                                .formatted(id)
                        + " 'text/plain', '%s', '%s')".formatted(content, content));
    }
}
