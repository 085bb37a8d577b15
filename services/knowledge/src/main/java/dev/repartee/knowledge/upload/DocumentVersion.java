package dev.repartee.knowledge.upload;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One upload of a document.
 *
 * @param version 1 at first
 * @param state how far it is
 * @param failure a {@code ParseFailure} word when it failed
 * @param detail one sentence on the failure
 * @param title given with it, or what the file calls itself once it was read
 * @param fileName its name
 * @param mediaType what it is by its content, once it was read
 * @param sourceUrl where it was fetched from, if it was not sent
 * @param bytes its size
 * @param served whether the assistant answers from this version now
 * @param uploadedAt when it came
 * @param finishedAt when it was read, or failed
 */
public record DocumentVersion(
        String documentId,
        long version,
        DocumentState state,
        @Nullable String failure,
        @Nullable String detail,
        @Nullable String title,
        String fileName,
        @Nullable String mediaType,
        @Nullable String sourceUrl,
        long bytes,
        boolean served,
        Instant uploadedAt,
        @Nullable Instant finishedAt) {}
