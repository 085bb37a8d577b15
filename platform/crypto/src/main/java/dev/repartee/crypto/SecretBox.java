package dev.repartee.crypto;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** Wraps small secrets of the system itself (signing keys, say) with the master key. */
public final class SecretBox {

    private final MasterKey masterKey;

    public SecretBox(MasterKey masterKey) {
        this.masterKey = masterKey;
    }

    /**
     * Encrypts the secret.
     *
     * @param purpose what it is, for example {@code signing_keys:k1}; opens for the same one only
     */
    public byte[] seal(byte[] secret, String purpose) {
        try {
            return masterKey.aead().encrypt(secret, associated(purpose));
        } catch (GeneralSecurityException e) {
            throw new ReparteeException(ErrorCode.INTERNAL, "a secret can not be sealed", e);
        }
    }

    /**
     * Decrypts the secret.
     *
     * @throws ReparteeException when it was sealed with another master key, for another purpose, or
     *     was changed
     */
    public byte[] open(byte[] sealed, String purpose) {
        try {
            return masterKey.aead().decrypt(sealed, associated(purpose));
        } catch (GeneralSecurityException e) {
            throw new ReparteeException(
                    ErrorCode.INTERNAL,
                    "the secret '" + purpose + "' does not open with this master key",
                    e);
        }
    }

    private static byte[] associated(String purpose) {
        return ("secret:" + purpose).getBytes(StandardCharsets.UTF_8);
    }
}
