package dev.repartee.identity.session;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.LoginId;
import dev.repartee.contract.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A device on which somebody is signed in.
 *
 * @param id names it
 * @param account who
 * @param tenant in which of their businesses
 * @param cookie whether a browser holds it as a cookie; else it is the family of refresh tokens
 * @param methods how they proved who they are
 * @param place where they signed in
 * @param createdAt when they signed in
 * @param lastUsedAt when it was last used, to a minute
 * @param provenAt when they last proved who they are
 * @param expiresAt when it ends by itself
 */
public record Login(
        LoginId id,
        AccountId account,
        TenantId tenant,
        boolean cookie,
        List<Method> methods,
        Place place,
        Instant createdAt,
        Instant lastUsedAt,
        Instant provenAt,
        Instant expiresAt) {

    public Login {
        methods = List.copyOf(methods);
    }

    /** Whether they proved who they are within that time. */
    public boolean fresh(Instant now, Duration within) {
        return now.isBefore(provenAt.plus(within));
    }
}
