package dev.repartee.identity.factor;

import dev.repartee.contract.AccountId;
import dev.repartee.identity.session.Secret;
import dev.repartee.postgres.Sql;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Codes for when every second factor is lost: they come with the first one and go with the last.
 * Each works once. All of it happens within the caller's transaction.
 */
public final class RecoveryCodes {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int CODES = 10;
    private static final int LENGTH = 16;
    private static final int GROUP = 4;

    private RecoveryCodes() {}

    /** How many are left. */
    static int left(Connection connection, AccountId account) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT count(*) AS codes FROM recovery_codes WHERE account_id = ?",
                        row -> (int) row.number("codes"),
                        account.value())
                .orElse(0);
    }

    /** New ones, seen at this moment only; the old ones are worth nothing any more. */
    static List<String> replace(Connection connection, AccountId account) throws SQLException {
        Sql.update(connection, "DELETE FROM recovery_codes WHERE account_id = ?", account.value());
        List<String> codes = new ArrayList<>();
        while (codes.size() < CODES) {
            StringBuilder code = new StringBuilder();
            for (int i = 0; i < LENGTH; i++) {
                code.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
            }
            Sql.update(
                    connection,
                    "INSERT INTO recovery_codes (account_id, code_hash) VALUES (?, ?)",
                    account.value(),
                    hash(account, code.toString()));
            codes.add(String.join("-", code.toString().split("(?<=\\G.{" + GROUP + "})")));
        }
        return codes;
    }

    /** New ones for who has none; else an empty list. */
    public static List<String> makeUnlessThere(Connection connection, AccountId account)
            throws SQLException {
        return left(connection, account) > 0 ? List.of() : replace(connection, account);
    }

    /** Whether it can be one at all, without spaces and hyphens. */
    static boolean looksLike(String bare) {
        return bare.length() == LENGTH;
    }

    /** Spends one; of two at once one gets it. */
    static boolean take(Connection connection, AccountId account, String bare) throws SQLException {
        return Sql.update(
                        connection,
                        "DELETE FROM recovery_codes WHERE account_id = ? AND code_hash = ?",
                        account.value(),
                        hash(account, bare))
                > 0;
    }

    /** Removes them from who has no second factor any more. */
    public static void dropWithLastFactor(Connection connection, AccountId account)
            throws SQLException {
        Sql.update(
                connection,
                """
                DELETE FROM recovery_codes r WHERE account_id = ?
                  AND NOT EXISTS (SELECT FROM passkeys p WHERE p.account_id = r.account_id)
                  AND NOT EXISTS (SELECT FROM totp_factors t WHERE t.account_id = r.account_id
                                    AND t.confirmed_at IS NOT NULL)
                """,
                account.value());
    }

    private static byte[] hash(AccountId account, String bare) {
        return Secret.hash(account + ":" + bare);
    }
}
