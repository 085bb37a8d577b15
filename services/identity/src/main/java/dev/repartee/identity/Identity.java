package dev.repartee.identity;

import dev.repartee.contract.ErrorCode;
import dev.repartee.identity.role.Guests;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.role.Roles;

/**
 * Tells who calls by a bearer credential, from memory alone: fit for an event loop, and alive while
 * PostgreSQL is gone (promise P6). Thread-safe.
 */
public final class Identity {

    private final ApiKeys apiKeys;
    private final UserTokens userTokens;
    private final AccessTokens accessTokens;

    private final Roles roles;

    public Identity(
            ApiKeys apiKeys, UserTokens userTokens, AccessTokens accessTokens, Roles roles) {
        this.apiKeys = apiKeys;
        this.userTokens = userTokens;
        this.accessTokens = accessTokens;
        this.roles = roles;
    }

    /** Whether who calls may do that now. */
    public boolean may(Principal principal, Permission permission) {
        return roles.granted(principal).may(permission);
    }

    /** Whether the tenant of who calls is stopped: nothing more is taken from them. */
    public boolean suspended(Principal principal) {
        return roles.suspended(principal.tenant());
    }

    /**
     * Writes down what somebody looks at who is no member of the tenant. Unlike all else here it
     * blocks, and throws when it can't be written: then nothing must be shown.
     */
    public void look(Principal principal, String action, Guests.Look look) {
        roles.look(principal, action, look);
    }

    /** Tells API keys, access tokens and user tokens by their form, and checks them. */
    public Authentication authenticate(String bearer) {
        if (!bearer.startsWith(ApiKeys.SCHEME)) {
            return !userTokens.knows(bearer) && accessTokens.recognises(bearer)
                    ? accessTokens.verify(bearer)
                    : userTokens.verify(bearer);
        }
        return apiKeys.principal(bearer)
                .<Authentication>map(Authentication.Authenticated::new)
                .orElseGet(
                        () ->
                                new Authentication.Refused(
                                        ErrorCode.UNAUTHENTICATED,
                                        "the API key is unknown, expired or revoked"));
    }
}
