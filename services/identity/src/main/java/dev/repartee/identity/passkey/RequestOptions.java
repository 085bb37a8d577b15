package dev.repartee.identity.passkey;

import java.util.List;

/**
 * What a page hands to {@code PublicKeyCredential.parseRequestOptionsFromJSON} to ask for a
 * passkey. The names are WebAuthn's.
 *
 * @param challenge what is signed
 * @param timeout milliseconds
 * @param rpId the site's domain
 * @param allowCredentials which passkeys will do; empty for whichever the person picks
 * @param userVerification {@code required} where there was no password
 */
public record RequestOptions(
        String challenge,
        long timeout,
        String rpId,
        List<CreationOptions.Credential> allowCredentials,
        String userVerification) {}
