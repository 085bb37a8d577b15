package dev.repartee.identity.signin;

import dev.repartee.contract.AccountId;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.session.Secret;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Sql;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Holds off who guesses passwords, and nobody else.
 *
 * <p>Three counts: of an account from one network, of a network, and of an account from all places
 * that it was never used from. The last one stops a guess that comes from a thousand addresses; it
 * can't lock the owner out, who comes from a place that is known, or makes one known by a link in a
 * mail. An address without an account is counted like one with. Counts live in PostgreSQL, so all
 * processes share them. Thread-safe; every call blocks.
 */
public final class Throttle {

    private static final Limit PAIR =
            new Limit(5, Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofHours(1));
    private static final Limit NETWORK =
            new Limit(50, Duration.ofMinutes(1), Duration.ofMinutes(15), Duration.ofMinutes(15));
    private static final Limit STRANGERS =
            new Limit(100, Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(1));
    private static final Duration KNOWN_FOR = Duration.ofDays(90);

    private final Database database;
    private final Clock clock;

    public Throttle(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * After {@code free} failures the pause is {@code first}, and doubles up to {@code longest}.
     */
    private record Limit(int free, Duration first, Duration longest, Duration memory) {

        Duration pause(int failures) {
            if (failures < free) {
                return Duration.ZERO;
            }
            Duration pause = first.multipliedBy(1L << Math.min(16, failures - free));
            return pause.compareTo(longest) > 0 ? longest : pause;
        }
    }

    private record Subject(String name, Limit limit) {

        byte[] hash() {
            return Secret.hash("throttle:" + name);
        }
    }

    /** How long to wait before the next attempt; empty when it may be made now. */
    public Optional<Duration> pause(
            EmailAddress email, Optional<AccountId> account, String address) {
        return database.with(
                connection -> pause(connection, subjects(connection, email, account, address)));
    }

    /** The same for who doesn't say whose account it is. */
    public Optional<Duration> pause(String address) {
        return database.with(connection -> pause(connection, List.of(anybody(address))));
    }

    /** Counts a failure. */
    public void failed(EmailAddress email, Optional<AccountId> account, String address) {
        database.transaction(
                connection -> count(connection, subjects(connection, email, account, address)));
    }

    /** The same for who didn't say whose account it is. */
    public void failed(String address) {
        database.transaction(connection -> count(connection, List.of(anybody(address))));
    }

    /** Forgets the failures of an account from a network, which is known from now on. */
    public void succeeded(EmailAddress email, AccountId account, String address) {
        Instant now = clock.instant();
        database.transaction(
                connection -> {
                    Sql.update(
                            connection,
                            "DELETE FROM sign_in_failures WHERE subject = ?",
                            pair(email, address).hash());
                    Sql.update(
                            connection,
                            "DELETE FROM known_places WHERE account_id = ? AND seen_at < ?",
                            account.value(),
                            now.minus(KNOWN_FOR));
                    return Sql.update(
                            connection,
                            """
                            INSERT INTO known_places (account_id, place_hash, seen_at)
                            VALUES (?, ?, ?)
                            ON CONFLICT (account_id, place_hash) DO UPDATE
                              SET seen_at = excluded.seen_at
                            """,
                            account.value(),
                            place(account, address),
                            now);
                });
    }

    private Optional<Duration> pause(Connection connection, List<Subject> subjects)
            throws SQLException {
        Instant now = clock.instant();
        Instant latest = now;
        for (Subject subject : subjects) {
            Instant until =
                    Sql.first(
                                    connection,
                                    "SELECT blocked_until FROM sign_in_failures WHERE subject = ?",
                                    row -> row.instant("blocked_until"),
                                    subject.hash())
                            .orElse(now);
            latest = until.isAfter(latest) ? until : latest;
        }
        return latest.isAfter(now)
                ? Optional.of(Duration.between(now, latest).plusSeconds(1))
                : Optional.empty();
    }

    private List<Subject> count(Connection connection, List<Subject> subjects) throws SQLException {
        Instant now = clock.instant();
        Sql.update(connection, "DELETE FROM sign_in_failures WHERE forget_at <= ?", now);
        for (Subject subject : subjects) {
            count(connection, subject, now);
        }
        return subjects;
    }

    private void count(Connection connection, Subject subject, Instant now) throws SQLException {
        int failures =
                Sql.first(
                                connection,
                                """
                                INSERT INTO sign_in_failures
                                  (subject, failures, blocked_until, forget_at)
                                VALUES (?, 1, ?, ?)
                                ON CONFLICT (subject) DO UPDATE
                                  SET failures = sign_in_failures.failures + 1
                                RETURNING failures
                                """,
                                row -> (int) row.number("failures"),
                                subject.hash(),
                                now,
                                now.plus(subject.limit().memory()))
                        .orElseThrow();
        Duration pause = subject.limit().pause(failures);
        if (pause.isPositive()) {
            Sql.update(
                    connection,
                    "UPDATE sign_in_failures SET blocked_until = ?, forget_at = ? WHERE subject ="
                            + " ?",
                    now.plus(pause),
                    now.plus(pause).plus(subject.limit().memory()),
                    subject.hash());
        }
    }

    private static List<Subject> subjects(
            Connection connection, EmailAddress email, Optional<AccountId> account, String address)
            throws SQLException {
        List<Subject> subjects = new ArrayList<>();
        subjects.add(pair(email, address));
        subjects.add(anybody(address));
        if (account.isEmpty() || !known(connection, account.get(), address)) {
            subjects.add(new Subject("account:" + email, STRANGERS));
        }
        return subjects;
    }

    private static boolean known(Connection connection, AccountId account, String address)
            throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT 1 FROM known_places WHERE account_id = ? AND place_hash = ?",
                        row -> true,
                        account.value(),
                        place(account, address))
                .isPresent();
    }

    private static Subject anybody(String address) {
        return new Subject("network:" + network(address), NETWORK);
    }

    private static Subject pair(EmailAddress email, String address) {
        return new Subject("pair:" + email + ":" + network(address), PAIR);
    }

    private static byte[] place(AccountId account, String address) {
        return Secret.hash(account + "@" + network(address));
    }

    /** IPv6 hands out a /64 to everybody, so that is one place. */
    static String network(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == 16 ? HexFormat.of().formatHex(bytes, 0, 8) : address;
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
