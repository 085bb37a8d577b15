package dev.repartee.identity.ending;

import dev.repartee.contract.TenantId;

/** Erases what a tenant has outside of the main database: its users' keys, and caches. */
@FunctionalInterface
public interface TenantErasure {

    /**
     * Destroys every user's key, so that no text can be read again wherever it lies (promise P8),
     * and empties caches. Blocks; safe to repeat.
     */
    void erase(TenantId tenant);
}
