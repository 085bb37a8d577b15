package dev.repartee.gateway.http;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.gateway.intake.Caller;
import dev.repartee.gateway.intake.Refusal;
import dev.repartee.gateway.intake.TraceContext;
import dev.repartee.gateway.limit.RateLimits;
import dev.repartee.gateway.limit.RateState;
import dev.repartee.identity.Authentication;
import dev.repartee.identity.Identity;
import dev.repartee.identity.Principal;
import dev.repartee.identity.origin.OriginRules;
import dev.repartee.identity.role.Guests;
import dev.repartee.identity.role.Permission;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Who is calling, and whether their address may. Memory only. */
public final class Doorkeeper {

    private static final String BEARER = "bearer ";

    private final Identity identity;
    private final RateLimits rates;
    private final ClientAddress addresses;
    private final OriginRules origins;

    public Doorkeeper(
            Identity identity, RateLimits rates, ClientAddress addresses, OriginRules origins) {
        this.identity = identity;
        this.rates = rates;
        this.addresses = addresses;
        this.origins = origins;
    }

    /** The refusal of an address that asks too often; empty when it may ask. */
    public Optional<Refusal> tooOften(Arrival arrival) {
        RateState state =
                rates.request(
                        addresses.of(arrival.remote(), arrival.headers().get("X-Forwarded-For")));
        return state.allowed() ? Optional.empty() : Optional.of(Refusal.of(state));
    }

    /**
     * Who calls, by the {@code Authorization} header.
     *
     * @param needed what they must be allowed to do
     * @throws ReparteeException with {@link ErrorCode#UNAUTHENTICATED}, {@link
     *     ErrorCode#TOKEN_EXPIRED}, {@link ErrorCode#TENANT_SUSPENDED} or {@link
     *     ErrorCode#FORBIDDEN}
     */
    public Caller caller(HttpServerRequest request, Permission needed) {
        return caller(
                bearer(request.headers())
                        .orElseThrow(
                                () ->
                                        new ReparteeException(
                                                ErrorCode.UNAUTHENTICATED,
                                                "send Authorization: Bearer with an API key or a"
                                                        + " user token")),
                Arrival.of(request),
                needed);
    }

    /**
     * Who calls, by a credential.
     *
     * @param arrival how they come
     * @param needed what they must be allowed to do
     * @throws ReparteeException with {@link ErrorCode#UNAUTHENTICATED}, {@link
     *     ErrorCode#TOKEN_EXPIRED}, {@link ErrorCode#TENANT_SUSPENDED} or {@link
     *     ErrorCode#FORBIDDEN}
     */
    public Caller caller(String credential, Arrival arrival, Permission needed) {
        Principal principal = allowed(identity.authenticate(credential), needed);
        if (!origins.allows(
                principal.tenant(),
                arrival.headers().get("Origin"),
                arrival.host(addresses.trusts(arrival.remote())))) {
            throw new ReparteeException(
                    ErrorCode.FORBIDDEN,
                    "web pages of this origin may not call with this tenant's credentials");
        }
        return new Caller(principal, TraceContext.of(arrival.headers().get("traceparent")));
    }

    /**
     * Looks again at somebody who stays, on a WebSocket.
     *
     * @throws ReparteeException as {@link #caller}, when they would not be let in any more
     */
    public void again(Principal principal, Permission needed) {
        allowed(identity.again(principal), needed);
    }

    private Principal allowed(Authentication authentication, Permission needed) {
        return switch (authentication) {
            case Authentication.Authenticated(Principal principal) -> {
                if (suspended(principal) && !identity.may(principal, needed)) {
                    throw new ReparteeException(
                            ErrorCode.TENANT_SUSPENDED, "this tenant was stopped by its platform");
                }
                if (!identity.may(principal, needed)) {
                    throw new ReparteeException(ErrorCode.FORBIDDEN, missing(principal, needed));
                }
                yield principal;
            }
            case Authentication.Refused(ErrorCode code, String detail) ->
                    throw new ReparteeException(code, detail);
        };
    }

    private String missing(Principal principal, Permission needed) {
        return principal instanceof Principal.ApiKeyPrincipal key
                        && identity.may(key.withAllOfItsRole(), needed)
                ? "this key lacks the scope '" + needed.word() + "'"
                : "the role '" + principal.role() + "' may not do that";
    }

    /** Whether the tenant of who calls is stopped. */
    public boolean suspended(Principal principal) {
        return identity.suspended(principal);
    }

    /**
     * Something to be done before an answer that shows what was said: writes down who looks, if
     * they are no member of the tenant. It blocks, and throws when it can't be written down.
     */
    Runnable look(Caller caller, HttpServerRequest request) {
        String origin = addresses.of(request.remoteAddress(), request.getHeader("X-Forwarded-For"));
        Guests.Look look = new Guests.Look(request.path(), origin);
        String action = request.method() + " " + request.path();
        return () -> identity.look(caller.principal(), action, look);
    }

    /** The credential of the {@code Authorization} header. */
    public static Optional<String> bearer(MultiMap headers) {
        String header = headers.get("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }
}
