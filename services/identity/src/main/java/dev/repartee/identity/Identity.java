package dev.repartee.identity;

import dev.repartee.contract.ErrorCode;

/**
 * Tells who calls by a bearer credential, from memory alone: fit for an event loop, and alive while
 * PostgreSQL is gone (promise P6). Thread-safe.
 */
public final class Identity {

    private final ApiKeys apiKeys;
    private final UserTokens userTokens;

    public Identity(ApiKeys apiKeys, UserTokens userTokens) {
        this.apiKeys = apiKeys;
        this.userTokens = userTokens;
    }

    /** Tells API keys from user tokens by their form, and checks them. */
    public Authentication authenticate(String bearer) {
        if (!bearer.startsWith(ApiKeys.SCHEME)) {
            return userTokens.verify(bearer);
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
