package dev.repartee.identity.passkey;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.LoginId;
import org.jspecify.annotations.Nullable;

/**
 * What a passkey is asked for. What was signed for one thing is worth nothing for another.
 *
 * @param purpose names the thing
 * @param account whose passkey it has to be, or null for whose it turns out to be
 */
public record Ask(String purpose, @Nullable AccountId account) {

    /** To sign in without a password; the authenticator has to know who holds it. */
    public static Ask signIn() {
        return new Ask("sign-in", null);
    }

    /** As the second step of one sign-in. */
    public static Ask secondFactor(String ticket, AccountId account) {
        return new Ask("second-factor:" + ticket, account);
    }

    /** To prove anew who is signed in. */
    public static Ask stepUp(LoginId login, AccountId account) {
        return new Ask("step-up:" + login.value(), account);
    }

    static Ask registration(AccountId account) {
        return new Ask("registration:" + account.value(), account);
    }

    /** Without a password the passkey must be two things at once: held, and its holder known. */
    boolean alone() {
        return account == null;
    }

    /** Without the ticket. */
    @Override
    public String toString() {
        return "Ask[...]";
    }
}
