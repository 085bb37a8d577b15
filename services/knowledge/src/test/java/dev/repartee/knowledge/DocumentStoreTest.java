package dev.repartee.knowledge;

import static dev.repartee.knowledge.DocumentFixture.ACME;
import static dev.repartee.knowledge.DocumentFixture.HELPER;
import static dev.repartee.knowledge.DocumentFixture.OTHER;
import static dev.repartee.knowledge.DocumentFixture.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.postgres.RefusedData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DocumentStoreTest {

    private final DocumentFixture fixture = new DocumentFixture();
    private final DocumentStore store = fixture.store;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void storesAndReadsBack() {
        assertThat(store.save(ACME, HELPER, draft("a", "Grüße 😀"))).isTrue();

        assertThat(store.read(ACME, HELPER, "a"))
                .contains(new Document("a", "Title of a", DocumentDraft.PLAIN, "Grüße 😀"));
        assertThat(store.find(ACME, HELPER, "a"))
                .get()
                .satisfies(
                        summary -> {
                            assertThat(summary.version()).isEqualTo(1);
                            assertThat(summary.length()).isEqualTo(7);
                            assertThat(summary.contentHash()).hasSize(64);
                        });
    }

    @Test
    void countsVersionsByChangeNotByCall() {
        store.save(ACME, HELPER, draft("a", "one"));
        assertThat(store.save(ACME, HELPER, draft("a", "one"))).isFalse();
        assertThat(store.save(ACME, HELPER, draft("a", "two"))).isTrue();
        assertThat(store.find(ACME, HELPER, "a"))
                .get()
                .extracting(DocumentSummary::version)
                .isEqualTo(2L);
    }

    @Test
    void changesTheRevisionWithEveryChange() {
        String empty = store.revision(ACME, HELPER);
        store.save(ACME, HELPER, draft("a", "one"));
        String one = store.revision(ACME, HELPER);
        store.save(ACME, HELPER, draft("a", "two"));
        String two = store.revision(ACME, HELPER);
        store.delete(ACME, HELPER, "a");

        assertThat(one).isNotEqualTo(empty).isNotEqualTo(two);
        assertThat(store.revision(ACME, HELPER)).isEqualTo(empty);
    }

    @Test
    void deletesForGood() {
        store.save(ACME, HELPER, draft("a", "one"));
        assertThat(store.delete(ACME, HELPER, "a")).isTrue();
        assertThat(store.delete(ACME, HELPER, "a")).isFalse();
        assertThat(store.read(ACME, HELPER, "a")).isEmpty();
        assertThat(store.list(ACME, HELPER)).isEmpty();
    }

    @Test
    void keepsTenantsApart() {
        store.save(ACME, HELPER, draft("a", "secret"));
        assertThat(store.list(OTHER, HELPER)).isEmpty();
        assertThat(store.read(OTHER, HELPER, "a")).isEmpty();
        assertThat(store.find(OTHER, HELPER, "a")).isEmpty();
        assertThat(store.delete(OTHER, HELPER, "a")).isFalse();
    }

    @Test
    void refusesDocumentsOfNoAssistant() {
        assertThatExceptionOfType(RefusedData.class)
                .isThrownBy(() -> store.save(ACME, new AssistantId("nobody"), draft("a", "one")));
    }

    @Test
    void refusesBadDrafts() {
        assertRefused(ErrorCode.INVALID_ID, "../x", "t", DocumentDraft.PLAIN, "c");
        assertRefused(ErrorCode.INVALID_FIELD, "x", " ", DocumentDraft.PLAIN, "c");
        assertRefused(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "x", "t", "application/pdf", "c");
        assertRefused(ErrorCode.INVALID_TEXT, "x", "t", DocumentDraft.PLAIN, " \n");
        assertRefused(ErrorCode.INVALID_TEXT, "x", "t", DocumentDraft.PLAIN, "a\0b");
        assertRefused(
                ErrorCode.TEXT_TOO_LONG, "x", "t", DocumentDraft.PLAIN, "a".repeat(5_000_001));
    }

    private static void assertRefused(
            ErrorCode code, String id, String title, String mediaType, String content) {
        assertThatExceptionOfType(ReparteeException.class)
                .isThrownBy(() -> new DocumentDraft(id, title, mediaType, content))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
