package dev.repartee.identity.provider;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A code that is exchanged for tokens by who asked for it. */
record CodeGrant(Client client, AuthorizationCodeGrant grant) {

    static CodeGrant of(Client client, AuthorizationCode code, Attempt attempt) {
        return new CodeGrant(
                client,
                new AuthorizationCodeGrant(
                        code, client.redirect(), new CodeVerifier(attempt.verifier())));
    }

    /**
     * The exchange.
     *
     * @param methods how a client may show its secret; null for what OAuth 2 presumes
     */
    HTTPRequest request(URI endpoint, @Nullable List<ClientAuthenticationMethod> methods) {
        HTTPRequest request =
                new TokenRequest.Builder(endpoint, authentication(methods), grant)
                        .build()
                        .toHTTPRequest();
        request.setAccept("application/json");
        return request;
    }

    private ClientAuthentication authentication(
            @Nullable List<ClientAuthenticationMethod> methods) {
        ClientID id = new ClientID(client.id());
        Secret secret = new Secret(client.secret());
        return methods == null
                        || methods.isEmpty()
                        || methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                ? new ClientSecretBasic(id, secret)
                : new ClientSecretPost(id, secret);
    }
}
