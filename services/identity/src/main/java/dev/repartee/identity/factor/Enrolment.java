package dev.repartee.identity.factor;

/**
 * What an authenticator app needs.
 *
 * @param secret in base 32, to be typed in
 * @param uri the same as {@code otpauth:}, to be shown as a QR code
 */
public record Enrolment(String secret, String uri) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "Enrolment[...]";
    }
}
