package dev.repartee.crypto;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the vault knows of a user at one moment. */
public final class UserState {

    private final @Nullable UserCipher cipher;
    private final @Nullable Instant erasedAt;

    UserState(@Nullable UserCipher cipher, @Nullable Instant erasedAt) {
        this.cipher = cipher;
        this.erasedAt = erasedAt;
    }

    /** Whether what was accepted then must be stored without text. */
    public boolean erased(Instant acceptedAt) {
        return erasedAt != null && !acceptedAt.isAfter(erasedAt);
    }

    /** The cipher for what was accepted then; empty when erased, or when the user has no key. */
    public Optional<UserCipher> cipherFor(Instant acceptedAt) {
        return erased(acceptedAt) ? Optional.empty() : Optional.ofNullable(cipher);
    }

    /** The cipher of the user's present key, if there is one. */
    public Optional<UserCipher> cipher() {
        return Optional.ofNullable(cipher);
    }

    /** When the user was last erased, if ever. */
    public Optional<Instant> erasedAt() {
        return Optional.ofNullable(erasedAt);
    }
}
