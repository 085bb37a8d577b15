package dev.repartee.identity.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.AuthorizedParty;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.repartee.contract.ReparteeException;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.provider.Issuers.Known;
import dev.repartee.identity.provider.ProviderRefusal.Reason;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Speaks OpenID Connect: code flow with PKCE, state and nonce. An ID token counts only when it is
 * signed by an asymmetric key of the issuer, for this client alone, and is the answer to this very
 * question.
 */
public final class OidcProvider implements IdentityProvider {

    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.RS384,
                    JWSAlgorithm.RS512,
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.PS384,
                    JWSAlgorithm.PS512,
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.ES384,
                    JWSAlgorithm.ES512);

    private final Client client;
    private final URI issuer;
    private final boolean trustsAddresses;
    private final Issuers issuers;

    /**
     * @param trustsAddresses whether addresses count as verified that the issuer says nothing about
     */
    public OidcProvider(Client client, URI issuer, boolean trustsAddresses, Issuers issuers) {
        this.client = client;
        this.issuer = issuer;
        this.trustsAddresses = trustsAddresses;
        this.issuers = issuers;
    }

    @Override
    public Client client() {
        return client;
    }

    @Override
    public URI question(Attempt attempt) throws ProviderRefusal {
        return asking(attempt).build().toURI();
    }

    @Override
    public Optional<URI> questionAnew(Attempt attempt) throws ProviderRefusal {
        return Optional.of(
                asking(attempt).prompt(new Prompt(Prompt.Type.LOGIN)).maxAge(0).build().toURI());
    }

    private AuthenticationRequest.Builder asking(Attempt attempt) throws ProviderRefusal {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE,
                        new Scope("openid", "email", "profile"),
                        new ClientID(client.id()),
                        client.redirect())
                .endpointURI(issuers.find(issuer).metadata().getAuthorizationEndpointURI())
                .state(new State(attempt.state()))
                .nonce(new Nonce(attempt.nonce()))
                .codeChallenge(new CodeVerifier(attempt.verifier()), CodeChallengeMethod.S256);
    }

    @Override
    public Assertion redeem(Map<String, String> answer, Attempt attempt) throws ProviderRefusal {
        Known known = issuers.find(issuer);
        AuthorizationCode code =
                Answer.code(
                        answer,
                        client,
                        attempt,
                        issuer.toString(),
                        known.metadata().supportsAuthorizationResponseIssuerParam());
        try {
            OIDCTokenResponse tokens = exchange(known, code, attempt);
            IDTokenClaimsSet identity =
                    validated(known, tokens.getOIDCTokens().getIDToken(), attempt);
            ClaimsSet person =
                    identity.getStringClaim(UserInfo.EMAIL_CLAIM_NAME) == null
                            ? userInfo(known, tokens, identity).orElse(identity)
                            : identity;
            return new Assertion(
                    issuer.toString(),
                    identity.getSubject().getValue(),
                    verifiedAddress(person),
                    Objects.requireNonNullElse(person.getStringClaim(UserInfo.NAME_CLAIM_NAME), ""),
                    askedAt(identity));
        } catch (IOException e) {
            throw new ProviderRefusal(Reason.UNREACHABLE, "the provider can't be asked", e);
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw new ProviderRefusal(Reason.UNTRUSTED, "what the provider sent can't be read", e);
        } catch (BadJOSEException e) {
            throw new ProviderRefusal(Reason.UNTRUSTED, "the ID token is not to be believed", e);
        }
    }

    private static @Nullable Instant askedAt(IDTokenClaimsSet identity) {
        Date asked = identity.getAuthenticationTime();
        return asked == null ? null : asked.toInstant();
    }

    private OIDCTokenResponse exchange(Known known, AuthorizationCode code, Attempt attempt)
            throws IOException, ParseException, ProviderRefusal {
        var answer =
                OIDCTokenResponseParser.parse(
                        CodeGrant.of(client, code, attempt)
                                .request(
                                        known.metadata().getTokenEndpointURI(),
                                        known.metadata().getTokenEndpointAuthMethods())
                                .send(issuers.http()));
        if (answer.indicatesSuccess()
                && answer.toSuccessResponse() instanceof OIDCTokenResponse tokens) {
            return tokens;
        }
        throw ProviderRefusal.untrusted("the provider doesn't take the code");
    }

    private IDTokenClaimsSet validated(Known known, @Nullable JWT token, Attempt attempt)
            throws BadJOSEException, JOSEException, ProviderRefusal {
        if (token == null) {
            throw ProviderRefusal.untrusted("there is no ID token");
        }
        IDTokenClaimsSet claims =
                new IDTokenValidator(
                                new Issuer(issuer),
                                new ClientID(client.id()),
                                new JWSVerificationKeySelector<>(ALGORITHMS, known.keys()),
                                null)
                        .validate(token, new Nonce(attempt.nonce()));
        requireForUs(claims);
        return claims;
    }

    /** A token for several, or one that was asked for by another client, is none for us. */
    private void requireForUs(IDTokenClaimsSet claims) throws ProviderRefusal {
        AuthorizedParty party = claims.getAuthorizedParty();
        if (party == null
                ? claims.getAudience().size() > 1
                : !party.getValue().equals(client.id())) {
            throw ProviderRefusal.untrusted("the ID token is for somebody else");
        }
    }

    private Optional<ClaimsSet> userInfo(
            Known known, OIDCTokenResponse tokens, IDTokenClaimsSet identity)
            throws IOException, ParseException, ProviderRefusal {
        URI endpoint = known.metadata().getUserInfoEndpointURI();
        AccessToken token = tokens.getOIDCTokens().getAccessToken();
        if (endpoint == null || token == null) {
            return Optional.empty();
        }
        UserInfoResponse answer =
                UserInfoResponse.parse(
                        new UserInfoRequest(endpoint, token).toHTTPRequest().send(issuers.http()));
        UserInfo info = answer.indicatesSuccess() ? answer.toSuccessResponse().getUserInfo() : null;
        if (info == null) {
            return Optional.empty();
        }
        if (!identity.getSubject().equals(info.getSubject())) {
            throw ProviderRefusal.untrusted("the ID token and the user info mean two people");
        }
        return Optional.of(info);
    }

    private @Nullable EmailAddress verifiedAddress(ClaimsSet person) {
        String email = person.getStringClaim(UserInfo.EMAIL_CLAIM_NAME);
        Object verified = person.getClaim(UserInfo.EMAIL_VERIFIED_CLAIM_NAME);
        boolean trusted = verified == null ? trustsAddresses : Boolean.TRUE.equals(verified);
        try {
            return email == null || !trusted ? null : new EmailAddress(email);
        } catch (ReparteeException unusual) {
            return null;
        }
    }
}
