package dev.repartee.identity.signin;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.session.Method;
import dev.repartee.identity.session.Place;
import dev.repartee.identity.session.Secret;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sign-ins that are under way: what was proven so far, for ten minutes and five attempts. */
final class Tickets {

    private static final String PREFIX = "rpt_";
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final int ATTEMPTS = 5;

    private final Database database;
    private final Clock clock;

    Tickets(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What is asked next. */
    enum Step {
        SECOND_FACTOR,
        NEW_PASSWORD
    }

    record Ticket(
            AccountId account,
            @Nullable TenantId tenant,
            boolean cookie,
            List<Method> methods,
            Step step) {

        SignIn.Visitor visitor(Place place) {
            return new SignIn.Visitor(tenant, place, cookie);
        }
    }

    Secret issue(Ticket ticket) {
        Secret secret = Secret.random(PREFIX);
        Instant now = clock.instant();
        TenantId tenant = ticket.tenant();
        database.transaction(
                connection -> {
                    Sql.update(
                            connection, "DELETE FROM sign_in_tickets WHERE expires_at <= ?", now);
                    return Sql.update(
                            connection,
                            """
                            INSERT INTO sign_in_tickets
                              (ticket_hash, account_id, tenant_id, cookie, methods, step, expires_at)
                            VALUES (?, ?, ?, ?, ?, ?, ?)
                            """,
                            secret.hash(),
                            ticket.account().value(),
                            tenant == null ? null : tenant.value(),
                            ticket.cookie(),
                            ticket.methods().stream().map(Enum::name).toList(),
                            ticket.step().name(),
                            now.plus(LIFETIME));
                });
        return secret;
    }

    /** The ticket, one attempt poorer; empty when it is spent or for another step. */
    Optional<Ticket> attempt(String text, Step step) {
        return read(
                """
                UPDATE sign_in_tickets SET attempts = attempts + 1
                WHERE ticket_hash = ? AND step = ? AND attempts < ? AND expires_at > ?
                RETURNING account_id, tenant_id, cookie, methods, step
                """,
                text,
                step);
    }

    /** The ticket, looked at without an attempt. */
    Optional<Ticket> look(String text, Step step) {
        return read(
                """
                SELECT account_id, tenant_id, cookie, methods, step FROM sign_in_tickets
                WHERE ticket_hash = ? AND step = ? AND attempts < ? AND expires_at > ?
                """,
                text,
                step);
    }

    private Optional<Ticket> read(String sql, String text, Step step) {
        return database.with(
                connection ->
                        Sql.first(
                                connection,
                                sql,
                                Tickets::ticket,
                                Secret.hash(text),
                                step.name(),
                                ATTEMPTS,
                                clock.instant()));
    }

    /** Spends the ticket; false when somebody else just did. */
    boolean spend(String text) {
        return database.with(
                        connection ->
                                Sql.update(
                                        connection,
                                        "DELETE FROM sign_in_tickets WHERE ticket_hash = ?",
                                        Secret.hash(text)))
                > 0;
    }

    private static Ticket ticket(Row row) throws SQLException {
        String tenant = row.nullableText("tenant_id");
        return new Ticket(
                new AccountId(row.text("account_id")),
                tenant == null ? null : new TenantId(tenant),
                row.flag("cookie"),
                methods(row.texts("methods")),
                Step.valueOf(row.text("step")));
    }

    private static List<Method> methods(List<String> names) {
        return names.stream()
                .map(name -> Arrays.stream(Method.values()).filter(one -> one.name().equals(name)))
                .flatMap(found -> found)
                .toList();
    }
}
