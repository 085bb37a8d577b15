package dev.repartee.identity.provider;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationErrorResponse;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.AuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import dev.repartee.identity.provider.ProviderRefusal.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a browser brought back from a provider, checked as far as it can be without asking. */
final class Answer {

    private Answer() {}

    /**
     * The code of an answer.
     *
     * @param issuer what {@code iss} has to be when it is there (RFC 9207), null for a provider
     *     that never says it
     * @param required whether it has to be there
     */
    static AuthorizationCode code(
            Map<String, String> parameters,
            Client client,
            Attempt attempt,
            @Nullable String issuer,
            boolean required)
            throws ProviderRefusal {
        AuthorizationResponse answer = parsed(parameters, client);
        if (answer.getState() == null || !same(answer.getState().getValue(), attempt.state())) {
            throw ProviderRefusal.untrusted("the answer is to another question");
        }
        if (answer.getIssuer() == null ? required : !answer.getIssuer().getValue().equals(issuer)) {
            throw ProviderRefusal.untrusted("the answer is not from whom was asked");
        }
        return switch (answer) {
            case AuthorizationSuccessResponse success when success.getAuthorizationCode() != null ->
                    success.getAuthorizationCode();
            case AuthorizationErrorResponse error
                    when OAuth2Error.ACCESS_DENIED.equals(error.getErrorObject()) ->
                    throw new ProviderRefusal(Reason.DENIED, "the provider was not allowed to");
            default -> throw ProviderRefusal.untrusted("the answer holds no code");
        };
    }

    private static AuthorizationResponse parsed(Map<String, String> parameters, Client client)
            throws ProviderRefusal {
        try {
            return AuthorizationResponse.parse(
                    client.redirect(),
                    parameters.entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            Map.Entry::getKey, one -> List.of(one.getValue()))));
        } catch (ParseException e) {
            throw new ProviderRefusal(Reason.UNTRUSTED, "the answer can't be read", e);
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
