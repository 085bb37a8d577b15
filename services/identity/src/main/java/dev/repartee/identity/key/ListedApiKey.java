package dev.repartee.identity.key;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as its owners see it.
 *
 * @param key what is known of it
 * @param lastUsedAt to about a minute; null when it was never used
 */
public record ListedApiKey(ApiKey key, @Nullable Instant lastUsedAt) {}
