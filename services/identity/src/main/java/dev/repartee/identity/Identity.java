package dev.repartee.identity;

import dev.repartee.contract.ErrorCode;

/**
 * Tells who calls by a bearer credential, from memory alone: fit for an event loop, and alive while
 * PostgreSQL is gone (promise P6). Thread-safe.
 */
public final class Identity {

    private final ApiKeys apiKeys;
    private final UserTokens userTokens;
    private final AccessTokens accessTokens;

    public Identity(ApiKeys apiKeys, UserTokens userTokens, AccessTokens accessTokens) {
        this.apiKeys = apiKeys;
        this.userTokens = userTokens;
        this.accessTokens = accessTokens;
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
