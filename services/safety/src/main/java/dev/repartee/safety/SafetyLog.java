package dev.repartee.safety;

import dev.repartee.contract.UserKey;
import dev.repartee.postgres.BackgroundWriter;
import dev.repartee.postgres.Database;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Keeps every decision about safety, for {@link #KEPT}. Writing one never waits: decisions go to
 * the database in batches, and are dropped and counted when it is gone for long.
 */
public final class SafetyLog implements Decisions, AutoCloseable {

    /** How long decisions are kept. */
    public static final Duration KEPT = Duration.ofDays(90);

    private static final int MOST_WAITING = 20_000;

    private static final String INSERT =
            """
            INSERT INTO safety_decisions (tenant_id, assistant_id, user_id, request_id, at, place,
                category, action, detector, score, text_hash, spans)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
            """;

    private final Database database;
    private final MeterRegistry meters;
    private final Clock clock;
    private final BackgroundWriter<SafetyDecision> writer;

    public SafetyLog(Database database, MeterRegistry meters, Clock clock) {
        this.database = database;
        this.meters = meters;
        this.clock = clock;
        this.writer = new BackgroundWriter<>("safety_decisions", MOST_WAITING, this::write, meters);
    }

    @Override
    public void add(SafetyDecision decision) {
        Counter.builder("repartee_safety_decisions")
                .description("Decisions about safety, by where, what and what was done")
                .tag("place", decision.place().word())
                .tag("category", decision.finding().category().word())
                .tag("action", decision.finding().action().word())
                .register(meters)
                .increment();
        writer.add(decision);
    }

    /** Forgets what could be compared with a user's texts; decisions themselves stay. */
    public static int erase(Database database, UserKey user) {
        return database.with(
                connection -> {
                    try (PreparedStatement update =
                            connection.prepareStatement(
                                    "UPDATE safety_decisions SET text_hash = NULL"
                                            + " WHERE tenant_id = ? AND user_id = ?"
                                            + " AND text_hash IS NOT NULL")) {
                        update.setString(1, user.tenant().value());
                        update.setString(2, user.user().value());
                        return update.executeUpdate();
                    }
                });
    }

    /** Forgets decisions that are older than {@link #KEPT}. */
    public int forgetOld() {
        return database.with(
                connection -> {
                    try (PreparedStatement delete =
                            connection.prepareStatement(
                                    "DELETE FROM safety_decisions WHERE at < ?")) {
                        delete.setObject(
                                1,
                                OffsetDateTime.ofInstant(
                                        clock.instant().minus(KEPT), ZoneOffset.UTC));
                        return delete.executeUpdate();
                    }
                });
    }

    /** A hash of a text that differs between users: equal texts of one user are told, no more. */
    public static String hash(UserKey user, String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(user.toString().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void write(List<SafetyDecision> batch) {
        database.transaction(
                connection -> {
                    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                        for (SafetyDecision decision : batch) {
                            bind(insert, decision);
                            insert.addBatch();
                        }
                        return insert.executeBatch();
                    }
                });
    }

    private static void bind(PreparedStatement insert, SafetyDecision decision)
            throws SQLException {
        SafetyDecision.Finding finding = decision.finding();
        insert.setString(1, decision.request().tenant().value());
        insert.setString(2, decision.assistant().value());
        insert.setString(3, decision.request().user().value());
        insert.setString(4, decision.request().requestId().value());
        insert.setObject(5, OffsetDateTime.ofInstant(decision.at(), ZoneOffset.UTC));
        insert.setString(6, decision.place().word());
        insert.setString(7, finding.category().word());
        insert.setString(8, finding.action().word());
        insert.setString(9, finding.detector());
        insert.setDouble(10, finding.score());
        if (decision.textHash() == null) {
            insert.setNull(11, Types.VARCHAR);
        } else {
            insert.setString(11, decision.textHash());
        }
        insert.setString(
                12,
                finding.spans().stream()
                        .map(span -> "[" + span.start() + "," + span.end() + "]")
                        .collect(Collectors.joining(",", "[", "]")));
    }

    @Override
    public void close() {
        writer.close();
    }
}
