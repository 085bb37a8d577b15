package dev.repartee.identity.factor;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.crypto.SecretBox;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.session.Method;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Sql;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One-time codes of an authenticator app, and the recovery codes for when it is lost. Each code
 * works once, whoever sees it. Every call blocks. Thread-safe.
 */
public final class SecondFactors {

    private static final String ISSUER = "Repartee";

    private final Database database;
    private final SecretBox box;
    private final Clock clock;

    public SecondFactors(Database database, SecretBox box, Clock clock) {
        this.database = database;
        this.box = box;
        this.clock = clock;
    }

    /** What an account shows beside a password; with none, the password is enough. */
    public Set<Factor> of(AccountId account) {
        return database.with(
                connection ->
                        Sql.list(
                                        connection,
                                        """
                                        SELECT 'AUTHENTICATOR_APP' AS factor FROM totp_factors
                                        WHERE account_id = ? AND confirmed_at IS NOT NULL
                                        UNION SELECT 'PASSKEY' FROM passkeys WHERE account_id = ?
                                        """,
                                        row -> Factor.valueOf(row.text("factor")),
                                        account.value(),
                                        account.value())
                                .stream()
                                .collect(
                                        Collectors.toCollection(
                                                () -> EnumSet.noneOf(Factor.class))));
    }

    /** Whether there is an authenticator app. */
    public boolean enrolled(AccountId account) {
        return of(account).contains(Factor.AUTHENTICATOR_APP);
    }

    /** How many recovery codes are left. */
    public int recoveryCodesLeft(AccountId account) {
        return database.with(connection -> RecoveryCodes.left(connection, account));
    }

    /**
     * Begins an enrolment; it counts only when a first code was shown.
     *
     * @throws ReparteeException with {@link ErrorCode#VERSION_CONFLICT} when there is an app
     *     already
     */
    public Enrolment begin(Account account) {
        byte[] secret = Totp.newSecret();
        int begun =
                database.with(
                        connection ->
                                Sql.update(
                                        connection,
                                        """
                                        INSERT INTO totp_factors (account_id, secret, created_at)
                                        VALUES (?, ?, ?)
                                        ON CONFLICT (account_id) DO UPDATE
                                          SET secret = excluded.secret, last_step = 0,
                                              created_at = excluded.created_at
                                          WHERE totp_factors.confirmed_at IS NULL
                                        """,
                                        account.id().value(),
                                        box.seal(secret, purpose(account.id())),
                                        clock.instant()));
        if (begun == 0) {
            throw new ReparteeException(
                    ErrorCode.VERSION_CONFLICT, "remove the authenticator app that is there first");
        }
        String text = Totp.base32(secret);
        String label = URLEncoder.encode(ISSUER + ":" + account.email(), StandardCharsets.UTF_8);
        return new Enrolment(
                text,
                "otpauth://totp/"
                        + label
                        + "?secret="
                        + text
                        + "&issuer="
                        + ISSUER
                        + "&algorithm=SHA1&digits=6&period=30");
    }

    /** Ends an enrolment by a first code; gives recovery codes, seen at this moment only. */
    public Optional<List<String>> confirm(AccountId account, String code) {
        return database.transaction(
                connection -> {
                    if (!take(connection, account, code, false)) {
                        return Optional.<List<String>>empty();
                    }
                    Sql.update(
                            connection,
                            "UPDATE totp_factors SET confirmed_at = ? WHERE account_id = ?",
                            clock.instant(),
                            account.value());
                    return Optional.of(RecoveryCodes.replace(connection, account));
                });
    }

    /** New recovery codes; the old ones are worth nothing any more. */
    public List<String> renewRecoveryCodes(AccountId account) {
        return database.transaction(connection -> RecoveryCodes.replace(connection, account));
    }

    /** Removes the app, and the recovery codes of who has no passkey; false without an app. */
    public boolean remove(AccountId account) {
        return database.transaction(
                connection -> {
                    boolean removed =
                            Sql.update(
                                            connection,
                                            "DELETE FROM totp_factors WHERE account_id = ?",
                                            account.value())
                                    > 0;
                    RecoveryCodes.dropWithLastFactor(connection, account);
                    return removed;
                });
    }

    /** Takes a code of the app or a recovery code; how it proves, or empty. */
    public Optional<Method> take(AccountId account, String code) {
        String bare = code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
        return database.transaction(
                connection -> {
                    if (RecoveryCodes.looksLike(bare)) {
                        return RecoveryCodes.take(connection, account, bare)
                                ? Optional.of(Method.RECOVERY_CODE)
                                : Optional.<Method>empty();
                    }
                    return take(connection, account, bare, true)
                            ? Optional.of(Method.ONE_TIME_CODE)
                            : Optional.<Method>empty();
                });
    }

    /** The row is locked, so that of two requests with one code only one gets in. */
    private boolean take(Connection connection, AccountId account, String code, boolean confirmed)
            throws SQLException {
        Optional<byte[]> sealed =
                Sql.first(
                        connection,
                        "SELECT secret FROM totp_factors WHERE account_id = ? AND"
                                + " (confirmed_at IS NOT NULL) = ? FOR UPDATE",
                        row -> row.bytes("secret"),
                        account.value(),
                        confirmed);
        if (sealed.isEmpty()) {
            return false;
        }
        OptionalLong step =
                Totp.step(box.open(sealed.get(), purpose(account)), code, clock.instant());
        return step.isPresent()
                && Sql.update(
                                connection,
                                "UPDATE totp_factors SET last_step = ? WHERE account_id = ? AND"
                                        + " last_step < ?",
                                step.getAsLong(),
                                account.value(),
                                step.getAsLong())
                        > 0;
    }

    private static String purpose(AccountId account) {
        return "totp:" + account;
    }
}
