package dev.repartee.identity.passkey;

import java.util.List;

/**
 * What a page hands to {@code PublicKeyCredential.parseCreationOptionsFromJSON} to have a passkey
 * made. The names are WebAuthn's.
 *
 * @param rp the site
 * @param user whose passkey it will be
 * @param challenge what is signed
 * @param pubKeyCredParams algorithms, the best first
 * @param timeout milliseconds
 * @param excludeCredentials passkeys that are there already
 * @param authenticatorSelection which authenticators will do
 * @param attestation always {@code none}: the maker of an authenticator is nobody's business
 */
public record CreationOptions(
        RelyingParty rp,
        User user,
        String challenge,
        List<Algorithm> pubKeyCredParams,
        long timeout,
        List<Credential> excludeCredentials,
        Selection authenticatorSelection,
        String attestation) {

    /**
     * The site.
     *
     * @param id its domain
     * @param name what people call it
     */
    public record RelyingParty(String id, String name) {}

    /**
     * Whose passkey it will be.
     *
     * @param id names the account, and tells nothing of it
     * @param name tells accounts apart in the authenticator's list
     * @param displayName what people call them
     */
    public record User(String id, String name, String displayName) {}

    /**
     * A way to sign.
     *
     * @param type always {@code public-key}
     * @param alg its number in COSE
     */
    public record Algorithm(String type, int alg) {}

    /**
     * A passkey.
     *
     * @param type always {@code public-key}
     * @param id what its authenticator calls it
     * @param transports how that can be reached
     */
    public record Credential(String type, String id, List<String> transports) {}

    /**
     * Which authenticators will do.
     *
     * @param residentKey {@code preferred}: one that can be found without an address
     * @param requireResidentKey false: security keys without room for one are a second factor
     * @param userVerification {@code preferred}: only with it a passkey replaces the password
     */
    public record Selection(
            String residentKey, boolean requireResidentKey, String userVerification) {}
}
