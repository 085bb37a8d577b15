package dev.repartee.control.session;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.identity.passkey.Assertion;
import org.jspecify.annotations.Nullable;

/**
 * What {@code navigator.credentials.get} gave, as its {@code toJSON()} writes it; browsers may add
 * more to it.
 *
 * @param id what the authenticator calls the passkey
 * @param response the proof
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record AssertionBody(@Nullable String id, @Nullable Proof response) {

    /**
     * The proof; all of it is base 64 for URLs.
     *
     * @param clientDataJSON what the browser says of the page
     * @param authenticatorData what the authenticator says of itself
     * @param signature over both
     * @param userHandle whose passkey it is
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Proof(
            @Nullable String clientDataJSON,
            @Nullable String authenticatorData,
            @Nullable String signature,
            @Nullable String userHandle) {}

    static Assertion required(@Nullable AssertionBody credential) {
        Proof proof = credential == null ? null : credential.response();
        if (credential == null || proof == null) {
            throw new ReparteeException(ErrorCode.INVALID_FIELD, "credential is required");
        }
        return new Assertion(
                Required.text("credential.id", credential.id()),
                Required.text("credential.response.clientDataJSON", proof.clientDataJSON()),
                Required.text("credential.response.authenticatorData", proof.authenticatorData()),
                Required.text("credential.response.signature", proof.signature()),
                proof.userHandle());
    }

    @Override
    public String toString() {
        return "AssertionBody[]";
    }
}
