package dev.repartee.identity.account;

import dev.repartee.contract.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who signs in.
 *
 * @param id stays when the address changes
 * @param email where they read mail
 * @param name what people call them
 * @param passwordHash null when they sign in otherwise
 * @param mustChange the password was given by somebody else and must be replaced
 * @param verifiedAt when they showed that the address is theirs, or null
 * @param disabledAt from when on they may not sign in, or null
 * @param createdAt when the account was made
 */
public record Account(
        AccountId id,
        EmailAddress email,
        String name,
        @Nullable String passwordHash,
        boolean mustChange,
        @Nullable Instant verifiedAt,
        @Nullable Instant disabledAt,
        Instant createdAt) {

    /** Whether they may sign in at all. */
    public boolean enabled() {
        return disabledAt == null;
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "Account[" + id + "]";
    }
}
