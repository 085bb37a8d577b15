package dev.repartee.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.content.TextHash;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.Envelope;
import dev.repartee.contract.event.Timeline;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.UserVault;
import dev.repartee.crypto.VaultConfig;
import dev.repartee.feedback.FeedbackStore;
import dev.repartee.feedback.Opinion;
import dev.repartee.feedback.Rating;
import dev.repartee.messages.MessageChange;
import dev.repartee.messages.MessageStore;
import dev.repartee.messages.StoredMessage;
import dev.repartee.messages.postgres.PostgresMessageStore;
import dev.repartee.messages.postgres.UserMessages;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.postgres.Sql;
import dev.repartee.postgres.TenantScope;
import dev.repartee.testing.MigratedDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of people, on real databases. */
class PrivacyTest {

    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir private static Path folder;

    private static Database main;
    private static Database keys;
    private static UserVault vault;
    private static MessageStore messages;
    private static FeedbackStore feedback;
    private static Consents consents;
    private static UserExport export;
    private static long offsets;

    private final TenantId tenant = new TenantId("t-" + UUID.randomUUID());
    private final UserKey ana = new UserKey(tenant, new UserId("ana"));

    @BeforeAll
    static void open() {
        main = MigratedDatabase.open(Schema.MAIN);
        keys = MigratedDatabase.open(Schema.KEYS);
        vault =
                new UserVault(
                        keys,
                        MasterKeyFile.readOrCreate(folder.resolve("master.key")),
                        VaultConfig.defaults(),
                        CLOCK,
                        new SimpleMeterRegistry());
        messages = new PostgresMessageStore(main, vault, CLOCK);
        feedback = new FeedbackStore(main, vault);
        consents = new Consents(main, CLOCK);
        export = new UserExport(main, consents, new UserMessages(main, vault), feedback);
    }

    @AfterAll
    static void close() {
        main.close();
        keys.close();
    }

    @BeforeEach
    void makeTenant() {
        main.with(
                connection ->
                        Sql.update(
                                connection,
                                "INSERT INTO tenants (tenant_id, name) VALUES (?, 'T')",
                                tenant.value()));
    }

    @Test
    void theNewestAnswerCountsAndTheOthersStayAsProof() {
        new Consents(main, Clock.offset(CLOCK, Duration.ofDays(-30)))
                .record(ana, Purpose.TRAINING, true, "widget 1.0");
        consents.record(ana, Purpose.TRAINING, false, "mail of May 1st");
        consents.record(ana, Purpose.MARKETING, true, "widget 2.0");

        assertThat(consents.current(ana))
                .extracting(consent -> consent.purpose() + " " + consent.granted())
                .containsExactly("MARKETING true", "TRAINING false");
        assertThat(consents.history(ana)).hasSize(3);
        assertThat(consents.erase(ana)).isEqualTo(3);
        assertThat(consents.current(ana)).isEmpty();
    }

    @Test
    void anotherTenantSeesNoAnswer() {
        consents.record(ana, Purpose.TRAINING, true, "widget 1.0");
        List<Consent> seen =
                TenantScope.within(new TenantId("intruder"), () -> consents.history(ana));
        assertThat(seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void anAnswerWithoutASourceIsNone(String source) {
        assertThatThrownBy(() -> consents.record(ana, Purpose.TRAINING, true, source))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everythingAboutAUserIsInOneExportAndNothingAboutOthers() {
        consents.record(ana, Purpose.TRAINING, false, "widget 1.0");
        StoredMessage message = said("ana", "Where is my bike?", NOW.minusSeconds(60));
        feedback.put(message, new Opinion(Rating.DOWN, Set.of(), "I meant the blue one", null));
        for (int i = 0; i < 201; i++) {
            said("ana", "more of page " + i, NOW.minusSeconds(50));
        }
        said("bob", "bob's secret", NOW.minusSeconds(40));

        String all = String.join("\n", export(ana));

        assertThat(all.lines().findFirst().orElseThrow()).startsWith("{\"type\":\"user\"");
        assertThat(all)
                .contains("Where is my bike?", "Answer to Where", "I meant the blue one")
                .contains("\"purpose\":\"training\"", "more of page 200")
                .doesNotContain("bob");
        assertThat(all.lines().filter(line -> line.startsWith("{\"type\":\"message\"")))
                .hasSize(202);
    }

    @Test
    void afterAnErasureTheExportHoldsNothingThatWasSaid() {
        StoredMessage message = said("ana", "Where is my bike?", NOW.minusSeconds(60));
        feedback.put(message, new Opinion(null, Set.of(), "the blue one", null));
        vault.erase(ana);
        messages.erase(ana);
        feedback.erase(ana);

        assertThat(String.join("\n", export(ana)))
                .contains("\"erased\":true")
                .doesNotContain("bike", "blue");
    }

    @Test
    void whatIsOlderThanItsTenantKeepsItIsDeletedAndTheRestStays() {
        StoredMessage old = said("ana", "long ago", NOW.minus(Duration.ofDays(31)));
        feedback.put(old, new Opinion(Rating.UP, Set.of(), null, null));
        said("ana", "lately", NOW.minus(Duration.ofDays(29)));
        Retention retention = new Retention(main, RetentionConfig.defaults());
        assertThat(sweep(retention, RetentionConfig.defaults())).isZero();

        retention.choose(tenant, 30);

        assertThat(retention.chosen(tenant)).hasValue(30);
        assertThat(sweep(retention, RetentionConfig.defaults())).isEqualTo(1);
        assertThat(String.join("\n", export(ana)))
                .contains("lately")
                .doesNotContain("long ago", "\"type\":\"feedback\"");
        assertThat(sweep(retention, RetentionConfig.defaults())).isZero();
    }

    @Test
    void theDeploymentsDefaultIsForWhoChoseNothing() {
        said("ana", "long ago", NOW.minus(Duration.ofDays(31)));
        RetentionConfig config = new RetentionConfig(30, Duration.ofHours(1));
        Retention retention = new Retention(main, config);
        retention.choose(tenant, 365);
        sweep(retention, config);
        assertThat(String.join("\n", export(ana))).contains("long ago");

        retention.choose(tenant, null);

        assertThat(retention.chosen(tenant)).isEmpty();
        assertThat(sweep(retention, config)).isPositive();
        assertThat(String.join("\n", export(ana))).doesNotContain("long ago");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 7, 36_501})
    void fewerDaysThanTheLogKeepsAreRefused(int days) {
        assertThatThrownBy(
                        () -> new Retention(main, RetentionConfig.defaults()).choose(tenant, days))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetentionConfig(days, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static long sweep(Retention retention, RetentionConfig config) {
        try (RetentionSweep sweep =
                new RetentionSweep(main, retention, config, new SimpleMeterRegistry(), CLOCK)) {
            return sweep.sweep();
        }
    }

    private static List<String> export(UserKey user) {
        List<String> lines = new ArrayList<>();
        export.forEach(user, NOW, lines::add);
        return lines;
    }

    private StoredMessage said(String user, String text, Instant at) {
        long offset = ++offsets;
        RequestKey key = new RequestKey(tenant, new UserId(user), new RequestId("r-" + offset));
        Envelope envelope =
                new Envelope(
                        key,
                        true,
                        new AssistantId("guide"),
                        new ConversationId("c-" + user),
                        null,
                        Mode.REPLY,
                        "web",
                        null,
                        at);
        Coordinates origin = new Coordinates("chat.requests", 1, offset);
        messages.write(
                List.of(
                        new MessageChange.Received(
                                new ChatRequest(
                                        envelope,
                                        text,
                                        TextHash.of(text),
                                        "en",
                                        List.of(),
                                        List.of(),
                                        null),
                                origin),
                        new MessageChange.Finished(
                                new ChatResult.Replied(
                                        envelope,
                                        origin,
                                        new Reply(
                                                "Answer to " + text,
                                                ReplySource.RULE,
                                                "en",
                                                List.of(),
                                                false,
                                                null,
                                                null),
                                        null,
                                        new Timeline(at, at, at, at),
                                        false),
                                offset)));
        return messages.find(key).orElseThrow();
    }
}
