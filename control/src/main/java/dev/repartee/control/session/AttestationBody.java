package dev.repartee.control.session;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.identity.passkey.Attestation;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code navigator.credentials.create} gave, as its {@code toJSON()} writes it; browsers may
 * add more to it.
 *
 * @param id what the authenticator calls the passkey
 * @param response the public key
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record AttestationBody(@Nullable String id, @Nullable Made response) {

    private static final Pattern TRANSPORT = Pattern.compile("[a-z-]{1,32}");

    /**
     * The public key.
     *
     * @param clientDataJSON what the browser says of the page
     * @param attestationObject the key, and what vouches for it
     * @param transports how the authenticator can be reached
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Made(
            @Nullable String clientDataJSON,
            @Nullable String attestationObject,
            @Nullable List<@Nullable String> transports) {}

    static Attestation required(@Nullable AttestationBody credential) {
        Made made = credential == null ? null : credential.response();
        if (credential == null || made == null) {
            throw new ReparteeException(ErrorCode.INVALID_FIELD, "credential is required");
        }
        return new Attestation(
                Required.text("credential.id", credential.id()),
                Required.text("credential.response.clientDataJSON", made.clientDataJSON()),
                Required.text("credential.response.attestationObject", made.attestationObject()),
                transports(made));
    }

    /** A hint for browsers; what is odd is left out. */
    private static List<String> transports(Made made) {
        List<@Nullable String> told = made.transports();
        return told == null
                ? List.of()
                : told.stream()
                        .filter(one -> one != null && TRANSPORT.matcher(one).matches())
                        .map(String::valueOf)
                        .toList();
    }

    @Override
    public String toString() {
        return "AttestationBody[]";
    }
}
