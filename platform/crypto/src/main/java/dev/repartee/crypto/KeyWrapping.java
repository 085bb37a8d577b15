package dev.repartee.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.UserKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** Makes users' keys and wraps them with the master key, each bound to its user. */
final class KeyWrapping {

    private final Aead master;

    KeyWrapping(MasterKey masterKey) {
        this.master = masterKey.aead();
    }

    byte[] newWrappedKey(UserKey user) {
        try {
            return TinkProtoKeysetFormat.serializeEncryptedKeyset(
                    Tink.newKey(), master, associated(user));
        } catch (GeneralSecurityException e) {
            throw new ReparteeException(
                    ErrorCode.STORE_UNAVAILABLE, "the master key does not wrap now", e);
        }
    }

    /**
     * @throws ReparteeException when the key was wrapped by another master key or for another user
     */
    UserCipher unwrap(UserKey user, byte[] wrappedKey) {
        try {
            return new UserCipher(
                    user,
                    Tink.aead(
                            TinkProtoKeysetFormat.parseEncryptedKeyset(
                                    wrappedKey, master, associated(user))));
        } catch (GeneralSecurityException e) {
            throw new ReparteeException(
                    ErrorCode.INTERNAL,
                    "the key of user " + user + " does not open with this master key",
                    e);
        }
    }

    /**
     * The same key, wrapped with the master key of today.
     *
     * @throws ReparteeException as {@link #unwrap}
     */
    byte[] rewrap(UserKey user, byte[] wrappedKey) {
        try {
            return TinkProtoKeysetFormat.serializeEncryptedKeyset(
                    TinkProtoKeysetFormat.parseEncryptedKeyset(
                            wrappedKey, master, associated(user)),
                    master,
                    associated(user));
        } catch (GeneralSecurityException e) {
            throw new ReparteeException(
                    ErrorCode.INTERNAL,
                    "the key of user " + user + " does not open with this master key",
                    e);
        }
    }

    private static byte[] associated(UserKey user) {
        return ("user:" + user).getBytes(StandardCharsets.UTF_8);
    }
}
