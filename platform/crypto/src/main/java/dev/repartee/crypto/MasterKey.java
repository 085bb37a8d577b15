package dev.repartee.crypto;

import com.google.crypto.tink.Aead;

/**
 * The key that wraps all others. Losing it loses every text; a back-up of it belongs apart from the
 * back-ups of the databases. Thread-safe.
 */
public interface MasterKey {

    /** Encrypts and authenticates small secrets; AES-256-GCM or what a KMS offers. */
    Aead aead();
}
