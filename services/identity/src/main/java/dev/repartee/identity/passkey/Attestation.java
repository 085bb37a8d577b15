package dev.repartee.identity.passkey;

import java.util.List;

/**
 * What an authenticator answers when a passkey is made. All but the transports is base 64 for URLs.
 *
 * @param id what the authenticator calls the passkey
 * @param clientData what the browser says of the page, signed over
 * @param object the public key, and what vouches for it
 * @param transports how the authenticator can be reached: {@code internal}, {@code usb}, ...
 */
public record Attestation(String id, String clientData, String object, List<String> transports) {

    private static final int MOST_TRANSPORTS = 8;

    public Attestation {
        transports = transports.stream().limit(MOST_TRANSPORTS).toList();
    }
}
