package dev.repartee.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.crypto.SecretBox;
import dev.repartee.identity.Authentication.Authenticated;
import dev.repartee.identity.Authentication.Refused;
import dev.repartee.identity.Principal.ApiKeyPrincipal;
import dev.repartee.identity.Principal.UserPrincipal;
import dev.repartee.postgres.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * Short-lived tokens that let one user's browser or phone speak for itself: JWT signed with ES256.
 *
 * <p>A verified token is remembered until it expires, so a signature costs once. Thread-safe.
 */
public final class UserTokens {

    /** The name of the signing keys among the cache versions. */
    public static final String CACHE = SigningKeys.CACHE;

    private static final int LONGEST = 4096;

    private final SigningKeys keys;
    private final UserTokenConfig config;
    private final TokenVerifier verifier;
    private final Clock clock;
    private final Cache<String, UserPrincipal> verified;

    public UserTokens(Database database, SecretBox box, UserTokenConfig config, Clock clock) {
        this(new SigningKeys(database, box, config.longestLifetime(), clock), config, clock);
    }

    public UserTokens(SigningKeys keys, UserTokenConfig config, Clock clock) {
        this.keys = keys;
        this.config = config;
        this.verifier = new TokenVerifier(keys, config);
        this.clock = clock;
        this.verified = Caffeine.newBuilder().maximumSize(config.cacheSize()).build();
    }

    /** Reads the keys anew, making the first one when there is none; blocks. */
    public void refresh() {
        keys.refresh();
        verified.invalidateAll();
    }

    /** Makes a new signing key; the others stop signing once every process knows it. Blocks. */
    public void rotate() {
        keys.rotate();
        verified.invalidateAll();
    }

    /** Makes a token of the default lifetime. */
    public UserToken mint(TenantId tenant, UserId user) {
        return mint(tenant, user, config.defaultLifetime());
    }

    /**
     * Makes a token.
     *
     * @throws ReparteeException with {@link ErrorCode#INVALID_FIELD} for a lifetime that is not
     *     positive or beyond the bound
     */
    public UserToken mint(TenantId tenant, UserId user, Duration lifetime) {
        return mint(tenant, user, lifetime, null);
    }

    /** Makes a token that ends with the key that asked for it; throws as the other method. */
    public UserToken mint(ApiKeyPrincipal key, UserId user, @Nullable Duration lifetime) {
        return mint(
                key.tenant(),
                user,
                lifetime == null ? config.defaultLifetime() : lifetime,
                key.prefix());
    }

    private UserToken mint(TenantId tenant, UserId user, Duration lifetime, @Nullable String key) {
        if (!lifetime.isPositive() || lifetime.compareTo(config.longestLifetime()) > 0) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD,
                    "ttlSeconds must be 1 to " + config.longestLifetime().toSeconds());
        }
        Instant now = clock.instant();
        Instant expiresAt = Instant.ofEpochSecond(now.plus(lifetime).getEpochSecond());
        String token =
                keys.signed(
                        JOSEObjectType.JWT,
                        new JWTClaimsSet.Builder()
                                .issuer(config.issuer())
                                .audience(config.audience())
                                .subject(user.value())
                                .claim(TokenVerifier.TENANT, tenant.value())
                                .claim(TokenVerifier.KEY, key)
                                .issueTime(Date.from(now))
                                .expirationTime(Date.from(expiresAt))
                                .build());
        return new UserToken(token, expiresAt);
    }

    /** Whether the token was verified before; a quick way to tell whose it is. */
    boolean knows(String token) {
        return verified.getIfPresent(token) != null;
    }

    /** Checks a token. Memory only; a first sight costs one signature check (about 0.2 ms). */
    public Authentication verify(String token) {
        if (token.length() > LONGEST) {
            return new Refused(ErrorCode.UNAUTHENTICATED, TokenVerifier.INVALID);
        }
        UserPrincipal known = verified.getIfPresent(token);
        if (known == null) {
            Authentication outcome = verifier.verify(token, clock.instant());
            if (outcome instanceof Authenticated(UserPrincipal principal)) {
                verified.put(token, principal);
            }
            return outcome;
        }
        return standing(known);
    }

    /** Whether a token that was good before is so still, as far as it says itself. */
    Authentication standing(UserPrincipal principal) {
        return clock.instant().isBefore(principal.expiresAt())
                ? new Authenticated(principal)
                : TokenVerifier.EXPIRED;
    }

    /** The public keys as a JSON Web Key Set (RFC 7517), for others to verify our tokens. */
    public String publicKeys() {
        return keys.publicKeys();
    }
}
