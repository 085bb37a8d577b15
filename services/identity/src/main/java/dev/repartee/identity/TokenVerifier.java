package dev.repartee.identity;

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
import java.util.List;

/** Checks the tokens of users. */
final class TokenVerifier {

    static final String TENANT = "tenant";

    /** Which API key asked for the token: RFC 7519 leaves the name to us. */
    static final String KEY = "key";

    static final String INVALID = "the token is not valid";
    static final Refused EXPIRED =
            new Refused(ErrorCode.TOKEN_EXPIRED, "the token has expired; ask for a new one");

    private static final Refused REFUSED = new Refused(ErrorCode.UNAUTHENTICATED, INVALID);

    private final SigningKeys keys;
    private final UserTokenConfig config;

    TokenVerifier(SigningKeys keys, UserTokenConfig config) {
        this.keys = keys;
        this.config = config;
    }

    Authentication verify(String text, Instant now) {
        try {
            SignedJWT token = keys.verified(text).orElse(null);
            return token == null ? REFUSED : claims(token.getJWTClaimsSet(), now);
        } catch (ParseException | ReparteeException e) {
            return REFUSED;
        }
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
                        new TenantId(tenant),
                        new UserId(claims.getSubject()),
                        expiry.toInstant(),
                        claims.getStringClaim(KEY)));
    }
}
