package dev.repartee.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * The metadata of the audit's commits: when the request at the commit was appended, and so from
 * when on results have to be read again.
 */
record ResumePoint(Instant since) {

    private static final String PREFIX = "since=";

    String metadata() {
        return PREFIX + since.toEpochMilli();
    }

    static Optional<ResumePoint> parse(String metadata) {
        if (!metadata.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new ResumePoint(
                            Instant.ofEpochMilli(
                                    Long.parseLong(metadata.substring(PREFIX.length())))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
