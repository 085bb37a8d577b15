package dev.repartee.identity.signin;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.password.PasswordHasher;
import dev.repartee.identity.password.PasswordPolicy;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The passwords of accounts: compared in the same time for everybody, replaced only by good ones.
 */
public final class Passwords {

    private final Accounts accounts;
    private final PasswordHasher hasher;
    private final PasswordPolicy policy;
    private final String nobody;

    public Passwords(Accounts accounts, PasswordHasher hasher, PasswordPolicy policy) {
        this.accounts = accounts;
        this.hasher = hasher;
        this.policy = policy;
        this.nobody = hasher.hash("the password of somebody who is not there");
    }

    /** Whether it is the account's password; takes as long when there is no account. */
    public boolean matches(Optional<Account> account, String password) {
        String own = account.map(Passwords::hashOf).orElse(null);
        boolean right = hasher.matches(password, own == null ? nobody : own);
        if (right && own != null && hasher.outdated(own)) {
            accounts.rehash(account.orElseThrow().id(), own, hasher.hash(password));
        }
        return right && own != null;
    }

    /**
     * Makes it the account's password.
     *
     * @throws ReparteeException when it is not good enough, or the one that it has
     */
    public void replace(Account account, String password) {
        String hash = hash(account.email(), account.name(), password);
        String old = account.passwordHash();
        if (old != null && hasher.matches(password, old)) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "the password is the one that you have");
        }
        accounts.setPassword(account.id(), hash, false);
    }

    /**
     * The hash of a new password.
     *
     * @throws ReparteeException when it is not good enough
     */
    public String hash(EmailAddress email, String name, String password) {
        policy.check(password, List.of(email.value(), email.value().split("@")[0], name));
        return hasher.hash(password);
    }

    private static @Nullable String hashOf(Account account) {
        return account.passwordHash();
    }
}
