package dev.repartee.identity.federation;

import dev.repartee.crypto.SecretBox;
import dev.repartee.identity.provider.Assertion;
import dev.repartee.identity.provider.Attempt;
import dev.repartee.identity.provider.ProviderId;
import dev.repartee.identity.session.Secret;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Sql;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sign-ins that are under way at providers: ten minutes until the answer, one more until the page
 * fetches what came of it. Each secret works once, and only in the browser that began. Every call
 * blocks. Thread-safe.
 */
public final class Flows {

    private static final String CODE = "rpp_";
    private static final int LONGEST = 256;

    private final Database database;
    private final SecretBox box;
    private final Clock clock;

    public Flows(Database database, SecretBox box, Clock clock) {
        this.database = database;
        this.box = box;
        this.clock = clock;
    }

    private enum Step {
        BEGUN(Duration.ofMinutes(10)),
        ARRIVED(Duration.ofMinutes(1));

        private final Duration lifetime;

        Step(Duration lifetime) {
            this.lifetime = lifetime;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        String purpose() {
            return "provider-flow:" + word();
        }
    }

    /** A browser that left. */
    record Begun(Flow flow, Attempt attempt) {}

    /** A browser that came back with an answer to be believed. */
    record Arrived(Flow flow, Assertion assertion) {}

    /** A browser leaves. */
    void begin(Begun begun, String browser) {
        insert(Step.BEGUN, begun.attempt().state(), browser, begun.flow().provider(), begun);
    }

    /** A browser comes back; empty when it is not the one that left with this state. */
    Optional<Begun> back(String state, String browser) {
        return take(Step.BEGUN, state, browser, Begun.class);
    }

    /** Keeps what came of it; gives the code by which the page fetches it. */
    Secret arrive(Arrived arrived, String browser) {
        Secret code = Secret.random(CODE);
        insert(Step.ARRIVED, code.text(), browser, arrived.flow().provider(), arrived);
        return code;
    }

    /** What came of it; empty for another browser, a code that was used, or is too old. */
    Optional<Arrived> fetch(String code, String browser) {
        return take(Step.ARRIVED, code, browser, Arrived.class);
    }

    private void insert(
            Step step, String secret, String browser, ProviderId provider, Object payload) {
        Instant now = clock.instant();
        byte[] sealed =
                box.seal(
                        JsonMapper.shared()
                                .writeValueAsString(payload)
                                .getBytes(StandardCharsets.UTF_8),
                        step.purpose());
        database.transaction(
                connection -> {
                    Sql.update(connection, "DELETE FROM provider_flows WHERE expires_at <= ?", now);
                    return Sql.update(
                            connection,
                            """
                            INSERT INTO provider_flows
                              (secret_hash, browser_hash, provider, step, sealed, expires_at)
                            VALUES (?, ?, ?, ?, ?, ?)
                            """,
                            Secret.hash(secret),
                            Secret.hash(browser),
                            provider.value(),
                            step.word(),
                            sealed,
                            now.plus(step.lifetime));
                });
    }

    private <T> Optional<T> take(Step step, String secret, String browser, Class<T> type) {
        if (secret.length() > LONGEST || browser.length() > LONGEST) {
            return Optional.empty();
        }
        return database.with(
                connection ->
                        Sql.first(
                                connection,
                                """
                                DELETE FROM provider_flows
                                WHERE secret_hash = ? AND browser_hash = ? AND step = ?
                                  AND expires_at > ?
                                RETURNING sealed
                                """,
                                row ->
                                        JsonMapper.shared()
                                                .readValue(
                                                        box.open(
                                                                row.bytes("sealed"),
                                                                step.purpose()),
                                                        type),
                                Secret.hash(secret),
                                Secret.hash(browser),
                                step.word(),
                                clock.instant()));
    }
}
