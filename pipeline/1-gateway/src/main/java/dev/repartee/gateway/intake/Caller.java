package dev.repartee.gateway.intake;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.identity.Principal;
import dev.repartee.identity.Principal.AccountPrincipal;
import dev.repartee.identity.Principal.ApiKeyPrincipal;
import dev.repartee.identity.Principal.UserPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the door.
 *
 * @param principal whose credential it is
 * @param trace the trace that this call belongs to
 */
public record Caller(Principal principal, TraceContext trace) {

    /**
     * The user for whom the call is made.
     *
     * @param named the user whom the call names, or null
     * @throws ReparteeException with {@link ErrorCode#INVALID_FIELD} when an API key names nobody,
     *     with {@link ErrorCode#FORBIDDEN} when a user token names somebody else
     */
    public UserKey user(@Nullable UserId named) {
        return switch (principal) {
            case ApiKeyPrincipal key -> named(key.tenant(), named, "an API key");
            case AccountPrincipal account ->
                    named(account.tenant(), named, "an account's access token");
            case UserPrincipal user -> {
                if (named != null && !named.equals(user.user())) {
                    throw new ReparteeException(
                            ErrorCode.FORBIDDEN, "userId must be the token's user");
                }
                yield new UserKey(user.tenant(), user.user());
            }
        };
    }

    private static UserKey named(TenantId tenant, @Nullable UserId named, String credential) {
        if (named == null) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "userId is required with " + credential);
        }
        return new UserKey(tenant, named);
    }
}
