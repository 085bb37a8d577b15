package dev.repartee.identity.selfservice;

import dev.repartee.contract.TenantId;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.session.Secret;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Sql;
import dev.repartee.postgres.TenantScope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Bounds the letters that somebody can cause to be sent to others: five an hour to one address by
 * whoever types it in, five more by all businesses together, and 300 a day by one business. The two
 * fives are apart, so that neither a flood of invitations keeps a reset away nor the other way
 * round. Counts live in PostgreSQL, so all processes share them. Thread-safe; every call blocks.
 */
public final class LetterLimits {

    private static final int PER_ADDRESS = 5;
    private static final Duration ADDRESS_WINDOW = Duration.ofHours(1);
    private static final int PER_BUSINESS = 300;
    private static final Duration BUSINESS_WINDOW = Duration.ofDays(1);

    private final Database database;
    private final Clock clock;

    public LetterLimits(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Counts a letter to an address that anybody could have typed in; false when it got too many
     * already. Who is flooded still has the last one, whose code works.
     */
    public boolean asked(EmailAddress to) {
        return spend("asked:" + to, PER_ADDRESS, ADDRESS_WINDOW);
    }

    /** Counts a business's letter to somebody; false when they got too many already. */
    public boolean invited(EmailAddress to) {
        return spend("address:" + to, PER_ADDRESS, ADDRESS_WINDOW);
    }

    /** Counts a letter from a business; false when it sent too many already. */
    public boolean sent(TenantId from) {
        return spend("business:" + from, PER_BUSINESS, BUSINESS_WINDOW);
    }

    private boolean spend(String subject, int most, Duration window) {
        Instant now = clock.instant();
        return TenantScope.everywhere(
                () ->
                        database.transaction(
                                connection -> {
                                    Sql.update(
                                            connection,
                                            "DELETE FROM letter_counts WHERE forget_at <= ?",
                                            now);
                                    return Sql.first(
                                                            connection,
                                                            """
                                                    INSERT INTO letter_counts AS known
                                                      (subject, letters, forget_at)
                                                    VALUES (?, 1, ?)
                                                    ON CONFLICT (subject) DO UPDATE
                                                      SET letters = known.letters + 1
                                                    RETURNING letters
                                                    """,
                                                            row -> row.number("letters"),
                                                            Secret.hash("letters:" + subject),
                                                            now.plus(window))
                                                    .orElseThrow()
                                            <= most;
                                }));
    }
}
