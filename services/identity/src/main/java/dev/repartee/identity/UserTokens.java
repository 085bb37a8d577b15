package dev.repartee.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.crypto.SecretBox;
import dev.repartee.identity.Authentication.Authenticated;
import dev.repartee.identity.Authentication.Refused;
import dev.repartee.identity.Principal.UserPrincipal;
import dev.repartee.postgres.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/**
 * Short-lived tokens that let one user's browser or phone speak for itself: JWT signed with ES256.
 *
 * <p>Verification believes nothing that the token says of itself but its key id, which must name a
 * key of ours; the algorithm is fixed. A verified token is remembered until it expires, so a
 * signature costs once. Rotation: a new key signs only when every process has had time to learn it,
 * and a retired one verifies until the last of its tokens is gone. Thread-safe.
 */
public final class UserTokens {

    /** The name of the signing keys among the cache versions. */
    public static final String CACHE = "signing_keys";

    /** How long other processes may take to learn a new key. */
    private static final Duration SPREAD = Duration.ofSeconds(10);

    private static final int LONGEST = 4096;

    private final SigningKeyTable table;
    private final UserTokenConfig config;
    private final Clock clock;
    private final Cache<String, UserPrincipal> verified;

    // Replaced whole by refresh(); read by every thread.
    private volatile TokenVerifier verifier;

    public UserTokens(Database database, SecretBox box, UserTokenConfig config, Clock clock) {
        this.table = new SigningKeyTable(database, box);
        this.config = config;
        this.clock = clock;
        this.verified = Caffeine.newBuilder().maximumSize(config.cacheSize()).build();
        this.verifier = new TokenVerifier(List.of(), config);
    }

    /** Reads the keys anew, making the first one when there is none; blocks. */
    public void refresh() {
        Instant now = clock.instant();
        List<SigningKey> keys = table.verifying(now.minus(config.longestLifetime()));
        if (keys.stream().noneMatch(key -> key.retiredAt() == null)) {
            table.ensureOne(now);
            keys = table.verifying(now.minus(config.longestLifetime()));
        }
        verifier = new TokenVerifier(keys, config);
        verified.invalidateAll();
    }

    /** Makes a new signing key; the others stop signing once every process knows it. Blocks. */
    public void rotate() {
        Instant now = clock.instant();
        table.rotate(now, now.plus(SPREAD));
        refresh();
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
        if (!lifetime.isPositive() || lifetime.compareTo(config.longestLifetime()) > 0) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD,
                    "ttlSeconds must be 1 to " + config.longestLifetime().toSeconds());
        }
        Instant now = clock.instant();
        Instant expiresAt = Instant.ofEpochSecond(now.plus(lifetime).getEpochSecond());
        SigningKey key = signing(now);
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256)
                                .keyID(key.id())
                                .type(JOSEObjectType.JWT)
                                .build(),
                        new JWTClaimsSet.Builder()
                                .issuer(config.issuer())
                                .audience(config.audience())
                                .subject(user.value())
                                .claim(TokenVerifier.TENANT, tenant.value())
                                .issueTime(Date.from(now))
                                .expirationTime(Date.from(expiresAt))
                                .build());
        try {
            token.sign(new ECDSASigner(key.privateKey()));
        } catch (JOSEException e) {
            throw new ReparteeException(ErrorCode.INTERNAL, "the token can't be signed", e);
        }
        return new UserToken(token.serialize(), expiresAt);
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
        return clock.instant().isBefore(known.expiresAt())
                ? new Authenticated(known)
                : TokenVerifier.EXPIRED;
    }

    /** The public keys as a JSON Web Key Set (RFC 7517), for others to verify our tokens. */
    public String publicKeys() {
        List<JWK> keys = verifier.keys().stream().<JWK>map(SigningKey::published).toList();
        return new JWKSet(keys).toString(true);
    }

    /** The youngest key that every process knows; the oldest when all are too young. */
    private SigningKey signing(Instant now) {
        List<SigningKey> active =
                verifier.keys().stream()
                        .filter(key -> key.retiredAt() == null || now.isBefore(key.retiredAt()))
                        .toList();
        if (active.isEmpty()) {
            throw new ReparteeException(
                    ErrorCode.STORE_UNAVAILABLE, "no key to sign tokens with was read yet");
        }
        return active.reversed().stream()
                .filter(key -> !key.createdAt().plus(SPREAD).isAfter(now))
                .findFirst()
                .orElse(active.getFirst());
    }
}
