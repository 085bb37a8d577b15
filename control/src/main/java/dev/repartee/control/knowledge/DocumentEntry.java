package dev.repartee.control.knowledge;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.repartee.knowledge.upload.DocumentStatus;
import dev.repartee.knowledge.upload.DocumentVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A document without its text.
 *
 * @param id unique within the assistant
 * @param title shown with a citation
 * @param mediaType of the file, once it is known, or of the text
 * @param state {@code queued}, {@code parsing}, {@code ready} or {@code failed}: of its newest
 *     upload
 * @param failure why that failed
 * @param version number of its newest upload; absent for a text
 * @param servedVersion which upload the assistant answers from
 * @param bytes size of the file; absent for a text
 * @param characters of the text that the assistant answers from
 * @param sourceUrl where it was fetched
 * @param updatedAt when any of this changed last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DocumentEntry(
        String id,
        String title,
        @Nullable String mediaType,
        String state,
        @Nullable Failure failure,
        @Nullable Long version,
        @Nullable Long servedVersion,
        @Nullable Long bytes,
        @Nullable Integer characters,
        @Nullable String sourceUrl,
        Instant updatedAt) {

    /**
     * Why a file could not be read.
     *
     * @param code stable, such as {@code encrypted}
     * @param detail a sentence
     */
    record Failure(String code, String detail) {

        static @Nullable Failure of(@Nullable String code, @Nullable String detail) {
            return code == null ? null : new Failure(code, detail == null ? "" : detail);
        }
    }

    static DocumentEntry of(DocumentStatus status) {
        return new DocumentEntry(
                status.documentId(),
                status.title(),
                status.mediaType(),
                status.state().word(),
                Failure.of(status.failure(), status.detail()),
                status.version(),
                status.servedVersion(),
                status.version() == null ? null : status.bytes(),
                status.characters(),
                status.sourceUrl(),
                status.updatedAt());
    }

    /** An upload just taken. */
    static DocumentEntry of(DocumentVersion version) {
        return new DocumentEntry(
                version.documentId(),
                version.title() == null ? version.fileName() : version.title(),
                version.mediaType(),
                version.state().word(),
                Failure.of(version.failure(), version.detail()),
                version.version(),
                null,
                version.bytes(),
                null,
                version.sourceUrl(),
                version.uploadedAt());
    }
}
