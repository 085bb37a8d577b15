package dev.repartee.identity;

import dev.repartee.contract.ErrorCode;
import dev.repartee.identity.Principal.AccountPrincipal;
import dev.repartee.identity.Principal.ApiKeyPrincipal;
import dev.repartee.identity.Principal.UserPrincipal;
import dev.repartee.identity.key.ApiKeys;
import dev.repartee.identity.role.Guests;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.role.Roles;

/**
 * Tells who calls by a bearer credential, from memory alone: fit for an event loop, and alive while
 * PostgreSQL is gone (promise P6). Thread-safe.
 */
public final class Identity {

    private static final Authentication.Refused NO_KEY =
            new Authentication.Refused(
                    ErrorCode.UNAUTHENTICATED, "the API key is unknown, expired or revoked");
    private static final Authentication.Refused ENDED =
            new Authentication.Refused(
                    ErrorCode.UNAUTHENTICATED, "the API key that asked for this token was ended");

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
        if (bearer.startsWith(ApiKeys.SCHEME)) {
            return apiKeys.principal(bearer)
                    .<Authentication>map(Authentication.Authenticated::new)
                    .orElse(NO_KEY);
        }
        if (!userTokens.knows(bearer) && accessTokens.recognises(bearer)) {
            return accessTokens.verify(bearer);
        }
        Authentication outcome = userTokens.verify(bearer);
        return outcome instanceof Authentication.Authenticated(UserPrincipal user)
                        && !keyStands(user)
                ? ENDED
                : outcome;
    }

    /**
     * Looks again at somebody who was let in and has stayed, on a WebSocket say: whether their
     * credential is good still. No signature is checked again.
     */
    public Authentication again(Principal principal) {
        return switch (principal) {
            case ApiKeyPrincipal key ->
                    apiKeys.stands(key.tenant(), key.prefix())
                            ? new Authentication.Authenticated(key)
                            : NO_KEY;
            case AccountPrincipal account -> accessTokens.standing(account);
            case UserPrincipal user -> keyStands(user) ? userTokens.standing(user) : ENDED;
        };
    }

    private boolean keyStands(UserPrincipal user) {
        String key = user.key();
        return key == null || apiKeys.stands(user.tenant(), key);
    }
}
