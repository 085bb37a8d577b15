package dev.repartee.identity.provider;

import dev.repartee.identity.session.Secret;

/**
 * What makes one sign-in unlike all others: nobody can bring an answer that belongs to another.
 *
 * @param state comes back in the answer, once
 * @param nonce comes back in the ID token
 * @param verifier only who asked can redeem the code (PKCE, RFC 7636)
 */
public record Attempt(String state, String nonce, String verifier) {

    /** A new one, of 256 random bits each. */
    public static Attempt random() {
        return new Attempt(text(), text(), text());
    }

    private static String text() {
        return Secret.random("").text();
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Attempt[]";
    }
}
