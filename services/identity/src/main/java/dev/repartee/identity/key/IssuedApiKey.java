package dev.repartee.identity.key;

/**
 * A key that was just made. This is the only moment at which its text can be seen.
 *
 * @param text the whole key
 * @param key what stays known of it
 */
public record IssuedApiKey(String text, ApiKey key) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "IssuedApiKey[" + ApiKeys.SCHEME + key.prefix() + "_...]";
    }
}
