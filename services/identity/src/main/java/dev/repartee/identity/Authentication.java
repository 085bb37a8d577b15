package dev.repartee.identity;

import dev.repartee.contract.ErrorCode;

/** What became of a bearer credential. */
public sealed interface Authentication {

    /** It is valid. */
    record Authenticated(Principal principal) implements Authentication {}

    /**
     * It is not.
     *
     * @param code {@link ErrorCode#UNAUTHENTICATED} or {@link ErrorCode#TOKEN_EXPIRED}
     * @param detail for the caller's eyes; says nothing of why a key or signature did not match
     */
    record Refused(ErrorCode code, String detail) implements Authentication {}
}
