package dev.repartee.identity;

import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import java.time.Instant;

/** Who calls; always within exactly one tenant. */
public sealed interface Principal {

    /** The business whose data may be touched, and nobody else's. */
    TenantId tenant();

    /**
     * A business's own server. It may act for every user of its tenant.
     *
     * @param tenant the business
     * @param prefix the public part of the key, to name it in lists and logs
     */
    record ApiKeyPrincipal(TenantId tenant, String prefix) implements Principal {}

    /**
     * One user, by a token that their business asked for. Acts for nobody else.
     *
     * @param tenant the business
     * @param user the person
     * @param expiresAt from when on the token is worth nothing
     */
    record UserPrincipal(TenantId tenant, UserId user, Instant expiresAt) implements Principal {}
}
