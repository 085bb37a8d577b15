package dev.repartee.identity;

import static dev.repartee.testing.Statements.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.key.ApiKeys;
import dev.repartee.identity.key.IssuedApiKey;
import dev.repartee.identity.quota.MessageCounts.Count;
import dev.repartee.identity.quota.Quota;
import dev.repartee.identity.quota.QuotaUse;
import dev.repartee.identity.quota.Quotas;
import dev.repartee.postgres.TenantScope;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotasTest {

    private static final TenantId OTHER = new TenantId("other");

    private Fixture fixture;
    private Quotas quotas;

    @BeforeEach
    void start(@TempDir Path folder) {
        fixture = new Fixture(folder);
        fixture.tenants.save(new Tenant(OTHER, "Other", Set.of(), "US"));
        quotas = new Quotas(fixture.database, fixture.clock);
        quotas.refresh();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void everybodyHasTheUsualOnesUntilTheyGetTheirOwn() {
        assertThat(quotas.most(Fixture.ACME, Quota.MESSAGES_PER_DAY)).isEmpty();
        assertThat(quotas.most(Fixture.ACME, Quota.API_KEYS)).hasValue(100);

        quotas.setForAll(Map.of(Quota.MESSAGES_PER_DAY, 1_000L));
        quotas.set(Fixture.ACME, own(Quota.MESSAGES_PER_DAY, 5L, Quota.API_KEYS, null));

        Quotas elsewhere = new Quotas(fixture.database, fixture.clock);
        elsewhere.refresh();
        for (Quotas one : List.of(quotas, elsewhere)) {
            assertThat(one.most(Fixture.ACME, Quota.MESSAGES_PER_DAY)).hasValue(5);
            assertThat(one.most(Fixture.ACME, Quota.API_KEYS)).as("no limit").isEmpty();
            assertThat(one.most(OTHER, Quota.MESSAGES_PER_DAY)).hasValue(1_000);
        }
        quotas.set(Fixture.ACME, Map.of());
        assertThat(quotas.most(Fixture.ACME, Quota.MESSAGES_PER_DAY)).hasValue(1_000);
    }

    @Test
    void aTenantThatIsNotThereHasAndGetsNone() {
        TenantId nobody = new TenantId("nobody");
        List<ThrowingCallable> calls =
                List.of(
                        () -> quotas.set(nobody, Map.of(Quota.ASSISTANTS, 1L)),
                        () -> quotas.uses(nobody));
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call)
                    .isInstanceOfSatisfying(
                            ReparteeException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        }
    }

    @Test
    void refusesOneMoreAndTakesItWhenOneIsGone() {
        quotas.set(Fixture.ACME, Map.of(Quota.ASSISTANTS, 2L));
        insertAssistant(Fixture.ACME, "a");
        insertAssistant(Fixture.ACME, "b");

        full(() -> insertAssistant(Fixture.ACME, "c"), "2 assistants");
        insertAssistant(OTHER, "c");
        assertThat(used(Quota.ASSISTANTS)).isEqualTo(2);

        execute(
                fixture.database,
                "DELETE FROM assistants WHERE tenant_id = 'acme' AND assistant_id = 'a'");
        insertAssistant(Fixture.ACME, "c");
        assertThat(used(Quota.ASSISTANTS)).isEqualTo(2);
    }

    @Test
    void holdsForWhoSeesOnlyTheirOwnRowsToo() {
        quotas.set(Fixture.ACME, Map.of(Quota.ASSISTANTS, 1L));
        TenantScope.within(Fixture.ACME, () -> insertAssistant(Fixture.ACME, "a"));

        full(
                () -> TenantScope.within(Fixture.ACME, () -> insertAssistant(Fixture.ACME, "b")),
                "1 assistants");
    }

    @Test
    void ofManyWhoWantTheLastPlaceAtOnceOneGetsIt() throws Exception {
        quotas.set(Fixture.ACME, Map.of(Quota.ASSISTANTS, 3L));
        insertAssistant(Fixture.ACME, "a");
        insertAssistant(Fixture.ACME, "b");

        List<Callable<Boolean>> attempts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String id = "racer-" + i;
            attempts.add(
                    () -> {
                        try {
                            insertAssistant(Fixture.ACME, id);
                            return true;
                        } catch (ReparteeException e) {
                            return false;
                        }
                    });
        }
        int won = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> attempt : threads.invokeAll(attempts)) {
                won += attempt.get() ? 1 : 0;
            }
        }
        assertThat(won).isEqualTo(1);
        assertThat(used(Quota.ASSISTANTS)).isEqualTo(3);
    }

    @Test
    void aChangedDocumentTakesNoRoomAndAnUploadWithoutRoomIsRefusedAtOnce() {
        quotas.set(Fixture.ACME, Map.of(Quota.DOCUMENTS, 1L));
        insertAssistant(Fixture.ACME, "a");
        for (String content : List.of("one", "two")) {
            execute(
                    fixture.database,
                    "INSERT INTO assistant_documents (tenant_id, assistant_id, document_id, title,"
                            + " media_type, content, content_hash) VALUES ('acme', 'a', 'd', 't',"
                            + " 'text/plain', '"
                            + content
                            + "', 'h') ON CONFLICT (tenant_id, assistant_id, document_id)"
                            + " DO UPDATE SET content = excluded.content");
        }
        assertThat(used(Quota.DOCUMENTS)).isEqualTo(1);

        insertUpload("d");
        full(() -> insertUpload("e"), "1 documents");
    }

    @Test
    void aRevokedKeyMakesRoomForAnother() {
        ApiKeys keys = new ApiKeys(fixture.database, fixture.clock);
        quotas.set(Fixture.ACME, Map.of(Quota.API_KEYS, 1L));
        IssuedApiKey first = keys.create(Fixture.ACME, "one", null);
        full(() -> keys.create(Fixture.ACME, "two", null), "1 api keys");

        keys.revoke(Fixture.ACME, first.key().prefix());
        keys.revoke(Fixture.ACME, first.key().prefix());

        keys.create(Fixture.ACME, "two", null);
        assertThat(used(Quota.API_KEYS)).isEqualTo(1);
    }

    @Test
    void gatewaysCountTogetherWithinOneMinute() {
        Instant minute = Quota.MESSAGES_PER_MINUTE.windowOf(fixture.clock.instant());
        Count three = new Count(Fixture.ACME, Quota.MESSAGES_PER_MINUTE, minute, 3);
        Count gone = new Count(new TenantId("gone"), Quota.MESSAGES_PER_MINUTE, minute, 3);

        assertThat(quotas.counts().add(List.of(three, gone))).containsExactly(three);
        assertThat(quotas.counts().add(List.of(three)))
                .containsExactly(new Count(Fixture.ACME, Quota.MESSAGES_PER_MINUTE, minute, 6));
        assertThat(used(Quota.MESSAGES_PER_MINUTE)).isEqualTo(6);

        fixture.clock.advance(Duration.ofMinutes(1));
        assertThat(used(Quota.MESSAGES_PER_MINUTE)).as("in the next minute").isZero();
        Instant next = minute.plus(Duration.ofMinutes(1));
        Count one = new Count(Fixture.ACME, Quota.MESSAGES_PER_MINUTE, next, 1);
        assertThat(quotas.counts().add(List.of(one))).containsExactly(one);
        assertThat(quotas.counts().add(List.of(three)))
                .as("what belongs to a minute that is over")
                .containsExactly(one);
    }

    private long used(Quota quota) {
        return quotas.uses(Fixture.ACME).stream()
                .filter(use -> use.quota() == quota)
                .mapToLong(QuotaUse::used)
                .sum();
    }

    private static void full(Runnable attempt, String detail) {
        assertThatThrownBy(attempt::run)
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.QUOTA_FULL))
                .hasMessage("this tenant may have " + detail + " and has them all");
    }

    private static Map<Quota, @Nullable Long> own(
            Quota one, @Nullable Long most, Quota other, @Nullable Long otherMost) {
        Map<Quota, @Nullable Long> own = new HashMap<>();
        own.put(one, most);
        own.put(other, otherMost);
        return own;
    }

    private int insertAssistant(TenantId tenant, String id) {
        return execute(
                fixture.database,
                "INSERT INTO assistants (tenant_id, assistant_id, definition) VALUES ('"
                        + tenant
                        + "', '"
                        + id
                        + "', '{}')");
    }

    private void insertUpload(String document) {
        execute(
                fixture.database,
                "INSERT INTO document_versions (tenant_id, assistant_id, document_id, version,"
                        + " file_name) VALUES ('acme', 'a', '"
                        + document
                        + "', 1, 'f')");
    }
}
