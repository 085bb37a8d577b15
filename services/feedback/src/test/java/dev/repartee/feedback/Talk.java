package dev.repartee.feedback;

import static dev.repartee.testing.Statements.execute;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.content.Entity;
import dev.repartee.contract.content.Intent;
import dev.repartee.contract.content.ModelUse;
import dev.repartee.contract.content.Nlu;
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
import dev.repartee.messages.MessageChange;
import dev.repartee.messages.MessageStore;
import dev.repartee.messages.StoredMessage;
import dev.repartee.messages.postgres.PostgresMessageStore;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.testing.MigratedDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Databases in which something was said. */
public final class Talk implements AutoCloseable {

    public static final Instant NOW = Instant.parse("2026-01-09T10:00:00Z");
    public static final TenantId TENANT = new TenantId("acme");
    public static final AssistantId ASSISTANT = new AssistantId("guide");
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    public final Database main = MigratedDatabase.open(Schema.MAIN);
    public final Database keys = MigratedDatabase.open(Schema.KEYS);
    public final UserVault vault = vault(keys);
    public final MessageStore messages = new PostgresMessageStore(main, vault, CLOCK);
    public final FeedbackStore feedback = new FeedbackStore(main, vault);
    private final AtomicLong offsets = new AtomicLong();

    public Talk() {
        execute(main, "INSERT INTO tenants (tenant_id, name) VALUES ('acme', 'A'), ('other', 'O')");
    }

    /** A message and its reply, an hour ago. */
    public StoredMessage said(String user, String question, String answer, Entity... entities) {
        return said(user, question, answer, false, entities);
    }

    /** The same, perhaps with the offer of a person. */
    public StoredMessage said(
            String user, String question, String answer, boolean handover, Entity... entities) {
        long offset = offsets.incrementAndGet();
        RequestKey key = new RequestKey(TENANT, new UserId(user), new RequestId("r-" + offset));
        Instant at = NOW.minusSeconds(3_600).plusMillis(offset);
        Envelope envelope =
                new Envelope(
                        key,
                        true,
                        ASSISTANT,
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
                                        question,
                                        TextHash.of(question),
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
                                                answer,
                                                ReplySource.MODEL,
                                                "en",
                                                List.of(),
                                                handover,
                                                new ModelUse("m", 10, 3, 20, 2_000_000L),
                                                null),
                                        new Nlu(
                                                new Intent("PRICING_INQUIRY", 0.9),
                                                List.of(entities),
                                                "rules"),
                                        new Timeline(at, at, at, at.plusMillis(100)),
                                        false),
                                offset)));
        return messages.find(key).orElseThrow();
    }

    private static UserVault vault(Database keys) {
        try {
            return new UserVault(
                    keys,
                    MasterKeyFile.readOrCreate(
                            Files.createTempDirectory("master-key").resolve("master.key")),
                    VaultConfig.defaults(),
                    CLOCK,
                    new SimpleMeterRegistry());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        main.close();
        keys.close();
    }
}
