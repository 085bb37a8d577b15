package dev.repartee.delivery.pending;

import java.time.Instant;

/**
 * How far a device has read.
 *
 * @param device the user's name for it
 * @param acknowledged every reply of the user up to this offset was acknowledged by it; -1 for none
 * @param seenAt when it was connected last
 */
public record DeviceCursor(String device, long acknowledged, Instant seenAt) {}
