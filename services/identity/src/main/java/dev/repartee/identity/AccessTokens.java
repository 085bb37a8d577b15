package dev.repartee.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.repartee.contract.AccountId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.LoginId;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.Authentication.Authenticated;
import dev.repartee.identity.Authentication.Refused;
import dev.repartee.identity.Principal.AccountPrincipal;
import dev.repartee.identity.role.RoleId;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Access tokens of people who signed in: JWT as RFC 9068 has it, signed with ES256.
 *
 * <p>Verification is memory only. A signature costs once; whether the login was revoked is asked
 * each time. Thread-safe.
 */
public final class AccessTokens {

    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final String TENANT = "tenant";
    private static final String ROLE = "role";
    private static final String LOGIN = "sid";
    private static final int LONGEST = 4096;
    private static final int LONGEST_HEADER = 512;
    private static final Refused REFUSED =
            new Refused(ErrorCode.UNAUTHENTICATED, "the access token is not valid");
    private static final Refused REVOKED =
            new Refused(ErrorCode.UNAUTHENTICATED, "this sign-in was ended; sign in again");
    private static final Refused EXPIRED =
            new Refused(ErrorCode.TOKEN_EXPIRED, "the access token has expired; refresh it");

    private final SigningKeys keys;
    private final AccessTokenConfig config;
    private final Predicate<LoginId> revoked;
    private final Clock clock;
    private final Cache<String, AccountPrincipal> verified;

    /**
     * @param revoked asked for every token, so it must answer from memory
     */
    public AccessTokens(
            SigningKeys keys, AccessTokenConfig config, Predicate<LoginId> revoked, Clock clock) {
        this.keys = keys;
        this.config = config;
        this.revoked = revoked;
        this.clock = clock;
        this.verified = Caffeine.newBuilder().maximumSize(config.cacheSize()).build();
    }

    /** Forgets which tokens were verified; call it when the signing keys were changed. */
    public void forget() {
        verified.invalidateAll();
    }

    /** Makes a token for one device of somebody. */
    public AccessToken mint(
            TenantId tenant, AccountId account, RoleId role, LoginId login, Instant provenAt) {
        Instant now = clock.instant();
        Instant expiresAt = Instant.ofEpochSecond(now.plus(config.lifetime()).getEpochSecond());
        String text =
                keys.signed(
                        TYPE,
                        new JWTClaimsSet.Builder()
                                .issuer(config.issuer())
                                .audience(config.audience())
                                .subject(account.value())
                                .jwtID(UUID.randomUUID().toString())
                                .claim(TENANT, tenant.value())
                                .claim(ROLE, role.value())
                                .claim(LOGIN, login.value())
                                .claim("auth_time", provenAt.getEpochSecond())
                                .issueTime(Date.from(now))
                                .expirationTime(Date.from(expiresAt))
                                .build());
        return new AccessToken(text, expiresAt);
    }

    /** Whether the text says that it is an access token; it may lie. */
    boolean recognises(String text) {
        if (verified.getIfPresent(text) != null) {
            return true;
        }
        int dot = text.indexOf('.');
        if (dot < 1 || dot > LONGEST_HEADER) {
            return false;
        }
        try {
            return TYPE.equals(JWSHeader.parse(new Base64URL(text.substring(0, dot))).getType());
        } catch (ParseException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Checks a token; memory only. */
    public Authentication verify(String text) {
        AccountPrincipal known = verified.getIfPresent(text);
        if (known != null) {
            return standing(known);
        }
        if (text.length() > LONGEST) {
            return REFUSED;
        }
        try {
            SignedJWT token = keys.verified(text).orElse(null);
            if (token == null || !TYPE.equals(token.getHeader().getType())) {
                return REFUSED;
            }
            AccountPrincipal principal = principal(token.getJWTClaimsSet());
            verified.put(text, principal);
            return standing(principal);
        } catch (ParseException | ReparteeException e) {
            return REFUSED;
        }
    }

    /** Whether a token that was good before is so still. */
    Authentication standing(AccountPrincipal principal) {
        if (!clock.instant().isBefore(principal.expiresAt())) {
            return EXPIRED;
        }
        return revoked.test(principal.login()) ? REVOKED : new Authenticated(principal);
    }

    /**
     * @throws ReparteeException when a claim is missing or wrong
     */
    private AccountPrincipal principal(JWTClaimsSet claims) throws ParseException {
        Date expiry = claims.getExpirationTime();
        Date issued = claims.getIssueTime();
        if (expiry == null
                || issued == null
                || !config.issuer().equals(claims.getIssuer())
                || !claims.getAudience().equals(List.of(config.audience()))
                || issued.toInstant().isAfter(clock.instant().plus(config.clockSkew()))
                || expiry.toInstant().isAfter(issued.toInstant().plus(config.lifetime()))) {
            throw new ReparteeException(ErrorCode.UNAUTHENTICATED, REFUSED.detail());
        }
        return new AccountPrincipal(
                new TenantId(claim(claims, TENANT)),
                new AccountId(claim(claims, "sub")),
                new RoleId(claim(claims, ROLE)),
                new LoginId(claim(claims, LOGIN)),
                expiry.toInstant());
    }

    private static String claim(JWTClaimsSet claims, String name) throws ParseException {
        String value = claims.getStringClaim(name);
        if (value == null) {
            throw new ReparteeException(ErrorCode.UNAUTHENTICATED, REFUSED.detail());
        }
        return value;
    }
}
