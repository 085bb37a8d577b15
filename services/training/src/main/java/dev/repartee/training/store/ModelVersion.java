package dev.repartee.training.store;

import java.time.Instant;

/**
 * A stored model.
 *
 * @param version its number within the assistant
 * @param active whether it is in service
 * @param bytes how big it is
 * @param card what it was trained from and how well it did
 * @param createdAt when its training ended
 */
public record ModelVersion(
        long version, boolean active, long bytes, ModelCard card, Instant createdAt) {}
