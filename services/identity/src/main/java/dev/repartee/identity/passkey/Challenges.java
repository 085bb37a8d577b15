package dev.repartee.identity.passkey;

import dev.repartee.identity.session.Secret;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Sql;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What authenticators are asked to sign: 256 random bits, good once and for five minutes. */
final class Challenges {

    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private final Database database;
    private final Clock clock;

    Challenges(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A new one. What is asked of a known person has one at a time; the newest counts. */
    byte[] issue(Ask ask) {
        byte[] challenge = new byte[BYTES];
        RANDOM.nextBytes(challenge);
        Instant now = clock.instant();
        database.transaction(
                connection -> {
                    Sql.update(
                            connection,
                            "DELETE FROM passkey_challenges WHERE expires_at <= ?"
                                    + " OR (? AND purpose_hash = ?)",
                            now,
                            !ask.alone(),
                            Secret.hash(ask.purpose()));
                    return Sql.update(
                            connection,
                            """
                            INSERT INTO passkey_challenges (challenge_hash, purpose_hash, expires_at)
                            VALUES (?, ?, ?)
                            """,
                            hash(challenge),
                            Secret.hash(ask.purpose()),
                            now.plus(LIFETIME));
                });
        return challenge;
    }

    /** Spends it; false when it was spent, is too old, or was made for something else. */
    boolean spend(byte[] challenge, Ask ask) {
        return database.with(
                        connection ->
                                Sql.update(
                                        connection,
                                        "DELETE FROM passkey_challenges WHERE challenge_hash = ?"
                                                + " AND purpose_hash = ? AND expires_at > ?",
                                        hash(challenge),
                                        Secret.hash(ask.purpose()),
                                        clock.instant()))
                > 0;
    }

    private static byte[] hash(byte[] challenge) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(challenge);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
