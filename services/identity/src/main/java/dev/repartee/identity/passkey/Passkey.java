package dev.repartee.identity.passkey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A passkey, as its owner knows it.
 *
 * @param id names it
 * @param name what its owner calls it
 * @param synced whether its provider keeps a copy for their other devices
 * @param createdAt when it was registered
 * @param lastUsedAt when it last proved something, or null
 */
public record Passkey(
        String id, String name, boolean synced, Instant createdAt, @Nullable Instant lastUsedAt) {}
