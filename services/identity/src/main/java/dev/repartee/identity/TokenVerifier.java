package dev.repartee.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.identity.Authentication.Authenticated;
import dev.repartee.identity.Authentication.Refused;
import dev.repartee.identity.Principal.UserPrincipal;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks tokens against one set of keys. Immutable. */
final class TokenVerifier {

    static final String TENANT = "tenant";
    static final String INVALID = "the token is not valid";
    static final Refused EXPIRED =
            new Refused(ErrorCode.TOKEN_EXPIRED, "the token has expired; ask for a new one");

    private static final Refused REFUSED = new Refused(ErrorCode.UNAUTHENTICATED, INVALID);

    private final List<SigningKey> keys;
    private final Map<String, JWSVerifier> verifiers;
    private final UserTokenConfig config;

    TokenVerifier(List<SigningKey> keys, UserTokenConfig config) {
        this.keys = List.copyOf(keys);
        this.config = config;
        Map<String, JWSVerifier> byId = new HashMap<>();
        for (SigningKey key : keys) {
            try {
                byId.put(key.id(), new ECDSAVerifier(key.publicKey()));
            } catch (JOSEException e) {
                throw new ReparteeException(
                        ErrorCode.INTERNAL, "signing key " + key.id() + " is not on P-256", e);
            }
        }
        this.verifiers = Map.copyOf(byId);
    }

    List<SigningKey> keys() {
        return keys;
    }

    Authentication verify(String text, Instant now) {
        try {
            SignedJWT token = SignedJWT.parse(text);
            JWSVerifier verifier = verifierOf(token);
            return verifier != null && token.verify(verifier)
                    ? claims(token.getJWTClaimsSet(), now)
                    : REFUSED;
        } catch (ParseException | JOSEException | ReparteeException e) {
            return REFUSED;
        }
    }

    /** Null unless the token names a key of ours and the one algorithm we sign with. */
    private @Nullable JWSVerifier verifierOf(SignedJWT token) {
        String keyId = token.getHeader().getKeyID();
        return keyId != null && JWSAlgorithm.ES256.equals(token.getHeader().getAlgorithm())
                ? verifiers.get(keyId)
                : null;
    }

    private Authentication claims(JWTClaimsSet claims, Instant now) throws ParseException {
        Date expiry = claims.getExpirationTime();
        Date issued = claims.getIssueTime();
        String tenant = claims.getStringClaim(TENANT);
        if (expiry == null
                || issued == null
                || tenant == null
                || claims.getSubject() == null
                || !config.issuer().equals(claims.getIssuer())
                || !claims.getAudience().equals(List.of(config.audience()))) {
            return REFUSED;
        }
        if (!now.isBefore(expiry.toInstant())) {
            return EXPIRED;
        }
        if (issued.toInstant().isAfter(now.plus(config.clockSkew()))
                || expiry.toInstant().isAfter(issued.toInstant().plus(config.longestLifetime()))) {
            return REFUSED;
        }
        return new Authenticated(
                new UserPrincipal(
                        new TenantId(tenant), new UserId(claims.getSubject()), expiry.toInstant()));
    }
}
