package dev.repartee.identity.provider;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.repartee.contract.ReparteeException;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.provider.ProviderRefusal.Reason;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks OAuth 2 with PKCE and asks GitHub's own API who it was: there are no ID tokens. The answer
 * comes by TLS from GitHub itself, for a code that only this client could redeem. Of somebody's
 * addresses the primary one counts, when it is verified.
 */
public final class GithubProvider implements IdentityProvider {

    private static final URI PUBLIC = URI.create("https://github.com");
    private static final URI PUBLIC_API = URI.create("https://api.github.com");

    private final Client client;
    private final ProviderHttp http;
    private final String site;
    private final String api;

    /**
     * @param server the address of an enterprise server, null for github.com
     */
    public GithubProvider(Client client, @Nullable URI server, ProviderHttp http) {
        this.client = client;
        this.http = http;
        this.site = (server == null ? PUBLIC : server).toString().replaceAll("/$", "");
        this.api = server == null ? PUBLIC_API.toString() : site + "/api/v3";
    }

    @Override
    public Client client() {
        return client;
    }

    @Override
    public URI question(Attempt attempt) {
        return new AuthorizationRequest.Builder(ResponseType.CODE, new ClientID(client.id()))
                .endpointURI(URI.create(site + "/login/oauth/authorize"))
                .redirectionURI(client.redirect())
                .scope(new Scope("read:user", "user:email"))
                .state(new State(attempt.state()))
                .codeChallenge(new CodeVerifier(attempt.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /** GitHub tells nobody when it last asked. */
    @Override
    public Optional<URI> questionAnew(Attempt attempt) {
        return Optional.empty();
    }

    @Override
    public Assertion redeem(Map<String, String> answer, Attempt attempt) throws ProviderRefusal {
        AuthorizationCode code = Answer.code(answer, client, attempt, site + "/login/oauth", false);
        try {
            String token = exchange(code, attempt);
            JsonNode user = ask("/user", token);
            if (!user.path("id").isIntegralNumber()) {
                throw ProviderRefusal.untrusted("GitHub doesn't say who it was");
            }
            String name = user.path("name").asString("");
            return new Assertion(
                    site,
                    user.path("id").asString(),
                    primary(ask("/user/emails", token)),
                    name.isEmpty() ? user.path("login").asString("") : name,
                    null);
        } catch (IOException e) {
            throw new ProviderRefusal(Reason.UNREACHABLE, "GitHub can't be asked", e);
        } catch (ParseException | JacksonException | IllegalArgumentException e) {
            throw new ProviderRefusal(Reason.UNTRUSTED, "what GitHub sent can't be read", e);
        }
    }

    private String exchange(AuthorizationCode code, Attempt attempt)
            throws IOException, ParseException, ProviderRefusal {
        TokenResponse answer =
                TokenResponse.parse(
                        CodeGrant.of(client, code, attempt)
                                .request(
                                        URI.create(site + "/login/oauth/access_token"),
                                        List.of(ClientAuthenticationMethod.CLIENT_SECRET_POST))
                                .send(http));
        if (answer instanceof AccessTokenResponse tokens) {
            return tokens.getTokens().getAccessToken().getValue();
        }
        throw ProviderRefusal.untrusted("GitHub doesn't take the code");
    }

    private JsonNode ask(String path, String token) throws IOException {
        return JsonMapper.shared()
                .readTree(
                        http.get(
                                        URI.create(api + path),
                                        Map.of(
                                                "Authorization",
                                                "Bearer " + token,
                                                "Accept",
                                                "application/vnd.github+json",
                                                "User-Agent",
                                                "Repartee"))
                                .text());
    }

    private static @Nullable EmailAddress primary(JsonNode addresses) {
        for (JsonNode one : addresses) {
            if (one.path("primary").asBoolean(false) && one.path("verified").asBoolean(false)) {
                try {
                    return new EmailAddress(one.path("email").asString(""));
                } catch (ReparteeException unusual) {
                    return null;
                }
            }
        }
        return null;
    }
}
