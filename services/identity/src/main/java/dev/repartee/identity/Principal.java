package dev.repartee.identity;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.LoginId;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.role.RoleId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who calls; always within exactly one tenant. */
public sealed interface Principal {

    /** The business whose data may be touched, and nobody else's. */
    TenantId tenant();

    /** What they may do there. */
    RoleId role();

    /**
     * A business's own server. It may act for every user of its tenant.
     *
     * @param tenant the business
     * @param prefix the public part of the key, to name it in lists and logs
     * @param role what the key may do
     * @param scopes which permissions of its role it may use at most; null for all of them
     */
    record ApiKeyPrincipal(
            TenantId tenant, String prefix, RoleId role, @Nullable Set<Permission> scopes)
            implements Principal {

        /** A key that may do all that its role may. */
        public ApiKeyPrincipal(TenantId tenant, String prefix, RoleId role) {
            this(tenant, prefix, role, null);
        }

        /** The same key, if it were not narrowed. */
        public ApiKeyPrincipal withAllOfItsRole() {
            return new ApiKeyPrincipal(tenant, prefix, role);
        }
    }

    /**
     * Somebody who signed in, in one of the tenants that they are a member of.
     *
     * @param tenant the business that they work in now
     * @param account the person
     * @param role what they could do there when the token was made; what their membership says now
     *     decides
     * @param login on which of their devices
     * @param expiresAt from when on the token is worth nothing
     */
    record AccountPrincipal(
            TenantId tenant, AccountId account, RoleId role, LoginId login, Instant expiresAt)
            implements Principal {}

    /**
     * One user, by a token that their business asked for. Acts for nobody else.
     *
     * @param tenant the business
     * @param user the person
     * @param expiresAt from when on the token is worth nothing
     * @param key the public part of the API key that asked for the token, and without which it is
     *     worth nothing; null for one that the system made
     */
    record UserPrincipal(TenantId tenant, UserId user, Instant expiresAt, @Nullable String key)
            implements Principal {

        @Override
        public RoleId role() {
            return Role.END_USER.id();
        }
    }
}
