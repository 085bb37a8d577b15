package dev.repartee.crypto;

import com.google.crypto.tink.Aead;
import dev.repartee.contract.UserKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * Encrypts what belongs to one user. A ciphertext opens only for the same user and field. Do not
 * keep one: ask {@link UserVault} again, which lets go of erased keys. Thread-safe.
 */
public final class UserCipher {

    private final UserKey user;
    private final Aead aead;

    UserCipher(UserKey user, Aead aead) {
        this.user = user;
        this.aead = aead;
    }

    /**
     * Encrypts bytes.
     *
     * @param field where the ciphertext will lie, for example {@code chat_messages.reply_text:r-1}
     */
    public byte[] encrypt(byte[] clear, String field) {
        try {
            return aead.encrypt(clear, associated(field));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM encrypts whatever it is given", e);
        }
    }

    /** Encrypts a text, see {@link #encrypt(byte[], String)}. */
    public byte[] encrypt(String clear, String field) {
        return encrypt(clear.getBytes(StandardCharsets.UTF_8), field);
    }

    /**
     * Decrypts bytes.
     *
     * @throws UndecipherableException when they were encrypted under another key (one that was
     *     destroyed, perhaps), for another user or field, or were changed
     */
    public byte[] decrypt(byte[] sealed, String field) throws UndecipherableException {
        try {
            return aead.decrypt(sealed, associated(field));
        } catch (GeneralSecurityException e) {
            throw new UndecipherableException(e);
        }
    }

    /** Decrypts a text, see {@link #decrypt(byte[], String)}. */
    public String decryptText(byte[] sealed, String field) throws UndecipherableException {
        return new String(decrypt(sealed, field), StandardCharsets.UTF_8);
    }

    private byte[] associated(String field) {
        return (user + "/" + field).getBytes(StandardCharsets.UTF_8);
    }
}
