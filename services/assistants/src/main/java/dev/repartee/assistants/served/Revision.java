package dev.repartee.assistants.served;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names all that a reply is made from, so that a cached reply of something else is never given. */
final class Revision {

    private static final int BYTES = 8;

    private Revision() {}

    /**
     * @param stored names the definition and its documents as they are stored
     * @return 16 hex digits
     */
    static String of(String stored, long version, int prompt, String model) {
        String whole = stored + '\n' + version + '\n' + prompt + '\n' + model;
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(whole.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
