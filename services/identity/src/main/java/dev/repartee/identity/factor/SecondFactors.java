package dev.repartee.identity.factor;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.crypto.SecretBox;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.session.Method;
import dev.repartee.identity.session.Secret;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Sql;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One-time codes of an authenticator app, and the recovery codes for when it is lost. Each code
 * works once, whoever sees it. Every call blocks. Thread-safe.
 */
public final class SecondFactors {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ISSUER = "Repartee";
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_LENGTH = 16;
    private static final int GROUP = 4;

    private final Database database;
    private final SecretBox box;
    private final Clock clock;

    public SecondFactors(Database database, SecretBox box, Clock clock) {
        this.database = database;
        this.box = box;
        this.clock = clock;
    }

    /** Whether signing in takes more than the password. */
    public boolean enrolled(AccountId account) {
        return database.with(
                connection ->
                        Sql.first(
                                        connection,
                                        "SELECT 1 FROM totp_factors WHERE account_id = ? AND"
                                                + " confirmed_at IS NOT NULL",
                                        row -> true,
                                        account.value())
                                .isPresent());
    }

    /** How many recovery codes are left. */
    public int recoveryCodesLeft(AccountId account) {
        return database.with(
                connection ->
                        Sql.list(
                                        connection,
                                        "SELECT 1 FROM recovery_codes WHERE account_id = ?",
                                        row -> true,
                                        account.value())
                                .size());
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
                    return Optional.of(replaceRecoveryCodes(connection, account));
                });
    }

    /** New recovery codes; the old ones are worth nothing any more. */
    public List<String> renewRecoveryCodes(AccountId account) {
        return database.transaction(connection -> replaceRecoveryCodes(connection, account));
    }

    /** Removes the app and the recovery codes; false when there was none. */
    public boolean remove(AccountId account) {
        return database.transaction(
                connection -> {
                    Sql.update(
                            connection,
                            "DELETE FROM recovery_codes WHERE account_id = ?",
                            account.value());
                    return Sql.update(
                                    connection,
                                    "DELETE FROM totp_factors WHERE account_id = ?",
                                    account.value())
                            > 0;
                });
    }

    /** Takes a code of the app or a recovery code; how it proves, or empty. */
    public Optional<Method> take(AccountId account, String code) {
        String bare = code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
        return database.transaction(
                connection -> {
                    if (bare.length() == RECOVERY_LENGTH) {
                        return Sql.update(
                                                connection,
                                                "DELETE FROM recovery_codes WHERE account_id = ?"
                                                        + " AND code_hash = ?",
                                                account.value(),
                                                Secret.hash(account + ":" + bare))
                                        > 0
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

    private static List<String> replaceRecoveryCodes(Connection connection, AccountId account)
            throws SQLException {
        Sql.update(connection, "DELETE FROM recovery_codes WHERE account_id = ?", account.value());
        List<String> codes = new ArrayList<>();
        while (codes.size() < RECOVERY_CODES) {
            StringBuilder code = new StringBuilder();
            for (int i = 0; i < RECOVERY_LENGTH; i++) {
                code.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
            }
            Sql.update(
                    connection,
                    "INSERT INTO recovery_codes (account_id, code_hash) VALUES (?, ?)",
                    account.value(),
                    Secret.hash(account + ":" + code));
            codes.add(String.join("-", code.toString().split("(?<=\\G.{" + GROUP + "})")));
        }
        return codes;
    }

    private static String purpose(AccountId account) {
        return "totp:" + account;
    }
}
