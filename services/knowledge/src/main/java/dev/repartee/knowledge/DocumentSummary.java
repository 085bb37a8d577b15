package dev.repartee.knowledge;

import java.time.Instant;

/**
 * A stored document without its content.
 *
 * @param contentHash SHA-256 of title, media type and content, in hex
 * @param version 1 at first, one more with every change
 * @param length of the content in code points
 * @param uploaded whether the content was read from an uploaded file
 */
public record DocumentSummary(
        String documentId,
        String title,
        String mediaType,
        String contentHash,
        long version,
        int length,
        Instant createdAt,
        Instant updatedAt,
        boolean uploaded) {}
