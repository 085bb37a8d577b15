package dev.repartee.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.postgres.Sql;
import dev.repartee.postgres.Window;
import dev.repartee.testing.MigratedDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would be deleted is what then is deleted. */
class RetentionPreviewTest {

    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

    private static Database database;
    private static Retention retention;

    private final TenantId tenant = tenant();
    private final TenantId other = tenant();

    @BeforeAll
    static void open() {
        database = MigratedDatabase.open(Schema.MAIN);
        retention = new Retention(database, RetentionConfig.defaults());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void theCountIsWhatTheNextSweepDeletesAndNothingIsGoneBefore() {
        for (int days = 1; days <= 40; days++) {
            said(tenant, NOW.minus(Duration.ofDays(days)));
            said(other, NOW.minus(Duration.ofDays(days)));
        }

        Doomed doomed = retention.preview(tenant, 30, NOW);

        assertThat(doomed).isEqualTo(new Doomed(NOW.minus(Duration.ofDays(30)), 10, 0, 10, 0, 10));
        assertThat(retention.preview(tenant, 30, NOW)).isEqualTo(doomed);
        retention.choose(tenant, 30);
        try (RetentionSweep sweep =
                new RetentionSweep(
                        database,
                        retention,
                        RetentionConfig.defaults(),
                        new SimpleMeterRegistry(),
                        Clock.fixed(NOW, ZoneOffset.UTC))) {
            assertThat(sweep.sweep()).isEqualTo(doomed.messages());
        }
        assertThat(retention.preview(tenant, 30, NOW))
                .isEqualTo(new Doomed(doomed.before(), 0, 0, 0, 0, 0));
        assertThat(retention.preview(other, 30, NOW)).isEqualTo(doomed);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 7, 36_501, Integer.MAX_VALUE})
    void daysThatCanNotBeChosenCanNotBeTried(int days) {
        assertThatThrownBy(() -> retention.preview(tenant, days, NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void said(TenantId tenant, Instant at) {
        String id = UUID.randomUUID().toString();
        Window window = Window.of(at);
        database.with(
                connection -> {
                    Sql.update(
                            connection,
                            "CREATE TABLE IF NOT EXISTS %s PARTITION OF chat_messages FOR VALUES FROM ('%s') TO ('%s')"
                                    .formatted(
                                            window.partition("chat_messages"),
                                            window.start(),
                                            window.plus(1).start()));
                    Sql.update(
                            connection,
                            "INSERT INTO chat_messages (window_start, tenant_id, user_id,"
                                    + " request_id, conversation_id, mode, created_at)"
                                    + " VALUES (?, ?, 'ana', ?, 'c', 'reply', ?)",
                            window.start(),
                            tenant.value(),
                            id,
                            at);
                    Sql.update(
                            connection,
                            "INSERT INTO safety_decisions (tenant_id, assistant_id, user_id,"
                                    + " request_id, place, category, action, detector, score, at)"
                                    + " VALUES (?, 'a', 'ana', ?, 'message', 'abuse', 'block', 'rules',"
                                    + " 1, ?)",
                            tenant.value(),
                            id,
                            at);
                    return Sql.update(
                            connection,
                            "INSERT INTO pending_replies (tenant_id, user_id, log_offset,"
                                    + " request_id, conversation_id, accepted_at, payload)"
                                    + " VALUES (?, 'ana', ?, ?, 'c', ?, ''::bytea)",
                            tenant.value(),
                            at.getEpochSecond(),
                            id,
                            at);
                });
    }

    private static TenantId tenant() {
        TenantId made = new TenantId("t-" + UUID.randomUUID());
        database.with(
                connection ->
                        Sql.update(
                                connection,
                                "INSERT INTO tenants (tenant_id, name) VALUES (?, 'T')",
                                made.value()));
        return made;
    }
}
