package dev.repartee.identity.federation;

import java.time.Instant;

/**
 * A way in that somebody has through a provider.
 *
 * @param id names it
 * @param label what people call the provider
 * @param authority the issuer
 * @param linkedAt since when
 */
public record LinkedIdentity(String id, String label, String authority, Instant linkedAt) {}
