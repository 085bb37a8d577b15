package dev.repartee.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.crypto.SecretBox;
import dev.repartee.postgres.Database;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys on P-256 that sign every token of ours, with ES256 and nothing else.
 *
 * <p>A token is believed nothing of itself but its key id, which must name a key of ours. Rotation:
 * a new key signs only when every process has had time to learn it, and a retired one verifies
 * until the last of its tokens is gone. Thread-safe.
 */
public final class SigningKeys {

    /** The name of the signing keys among the cache versions. */
    public static final String CACHE = "signing_keys";

    /** How long other processes may take to learn a new key. */
    private static final Duration SPREAD = Duration.ofSeconds(10);

    private final SigningKeyTable table;
    private final Duration longestLifetime;
    private final Clock clock;

    // Replaced whole by refresh(); read by every thread.
    private volatile Ring ring = new Ring(List.of(), Map.of());

    private record Ring(List<SigningKey> keys, Map<String, JWSVerifier> verifiers) {}

    /**
     * @param longestLifetime of any token that they sign; a retired key verifies this much longer
     */
    public SigningKeys(Database database, SecretBox box, Duration longestLifetime, Clock clock) {
        this.table = new SigningKeyTable(database, box);
        this.longestLifetime = longestLifetime;
        this.clock = clock;
    }

    /** Reads the keys anew, making the first one when there is none; blocks. */
    public void refresh() {
        Instant now = clock.instant();
        List<SigningKey> keys = table.verifying(now.minus(longestLifetime));
        if (keys.stream().noneMatch(key -> key.retiredAt() == null)) {
            table.ensureOne(now);
            keys = table.verifying(now.minus(longestLifetime));
        }
        Map<String, JWSVerifier> verifiers = new HashMap<>();
        for (SigningKey key : keys) {
            try {
                verifiers.put(key.id(), new ECDSAVerifier(key.publicKey()));
            } catch (JOSEException e) {
                throw new ReparteeException(
                        ErrorCode.INTERNAL, "signing key " + key.id() + " is not on P-256", e);
            }
        }
        ring = new Ring(List.copyOf(keys), Map.copyOf(verifiers));
    }

    /** Makes a new signing key; the others stop signing once every process knows it. Blocks. */
    public void rotate() {
        Instant now = clock.instant();
        table.rotate(now, now.plus(SPREAD));
        refresh();
    }

    /** The public keys as a JSON Web Key Set (RFC 7517), for others to verify our tokens. */
    public String publicKeys() {
        List<JWK> keys = ring.keys().stream().<JWK>map(SigningKey::published).toList();
        return new JWKSet(keys).toString(true);
    }

    String signed(JOSEObjectType type, JWTClaimsSet claims) {
        SigningKey key = signing(clock.instant());
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256)
                                .keyID(key.id())
                                .type(type)
                                .build(),
                        claims);
        try {
            token.sign(new ECDSASigner(key.privateKey()));
        } catch (JOSEException e) {
            throw new ReparteeException(ErrorCode.INTERNAL, "the token can't be signed", e);
        }
        return token.serialize();
    }

    /** The token, if one of our keys signed it; says nothing of its claims. */
    Optional<SignedJWT> verified(String text) {
        try {
            SignedJWT token = SignedJWT.parse(text);
            String keyId = token.getHeader().getKeyID();
            JWSVerifier verifier = keyId == null ? null : ring.verifiers().get(keyId);
            return verifier != null
                            && JWSAlgorithm.ES256.equals(token.getHeader().getAlgorithm())
                            && token.verify(verifier)
                    ? Optional.of(token)
                    : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    /** The youngest key that every process knows; the oldest when all are too young. */
    private SigningKey signing(Instant now) {
        List<SigningKey> active =
                ring.keys().stream()
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
