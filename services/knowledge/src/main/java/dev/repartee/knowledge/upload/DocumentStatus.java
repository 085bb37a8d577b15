package dev.repartee.knowledge.upload;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A document as its owner sees it: what is served, and how its newest upload is doing.
 *
 * @param documentId unique within the assistant
 * @param title what citations call it
 * @param mediaType what the newest upload is, or the text that was sent; null while nobody knows
 * @param state of the newest upload; {@code READY} for text that was sent
 * @param failure a {@code ParseFailure} word when the newest upload failed
 * @param detail one sentence on the failure
 * @param version of the newest upload; null for text that was sent
 * @param servedVersion which upload the assistant answers from; null when none
 * @param bytes size of the newest upload; 0 for text that was sent
 * @param characters of the text that is served, in code points; null when there is none
 * @param sourceUrl where it was fetched from, if it was not sent
 * @param updatedAt when any of this changed last
 */
public record DocumentStatus(
        String documentId,
        String title,
        @Nullable String mediaType,
        DocumentState state,
        @Nullable String failure,
        @Nullable String detail,
        @Nullable Long version,
        @Nullable Long servedVersion,
        long bytes,
        @Nullable Integer characters,
        @Nullable String sourceUrl,
        Instant updatedAt) {}
