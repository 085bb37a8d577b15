package dev.repartee.identity.passkey;

import com.yubico.webauthn.data.AuthenticatorData;

/**
 * What an authenticator says of copies of a passkey. Read from the flags BE and BS themselves, as
 * WebAuthn level 3 settles them; the library marks its own names for them as a draft's.
 *
 * @param eligible whether a copy may be kept; never changes
 * @param kept whether one is kept
 */
record Backup(boolean eligible, boolean kept) {

    private static final int ELIGIBLE = 1 << 3;
    private static final int KEPT = 1 << 4;

    static Backup of(AuthenticatorData data) {
        byte flags = data.getFlags().value;
        return new Backup((flags & ELIGIBLE) != 0, (flags & KEPT) != 0);
    }
}
