package dev.repartee.identity.passkey;

import org.jspecify.annotations.Nullable;

/**
 * What an authenticator answers when a passkey is asked for. All of it is base 64 for URLs.
 *
 * @param id what the authenticator calls the passkey
 * @param clientData what the browser says of the page, signed over
 * @param authenticatorData what the authenticator says of itself, signed over
 * @param signature the proof
 * @param userHandle whose passkey it is; absent from authenticators that don't keep it
 */
public record Assertion(
        String id,
        String clientData,
        String authenticatorData,
        String signature,
        @Nullable String userHandle) {}
