package dev.repartee.knowledge.parsing;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.time.Duration;

/**
 * What reading one file may take.
 *
 * @param time until it is stopped
 * @param heapMegabytes Java heap of the process
 * @param maxCharacters of text in a document, at most 5 million
 * @param scratchMegabytes of temporary files
 */
public record ParserLimits(
        Duration time, int heapMegabytes, int maxCharacters, int scratchMegabytes) {

    /** 60 s, 384 MB of heap, 5 million chars, 512 MB of temporary files. */
    public static ParserLimits defaults() {
        return new ParserLimits(Duration.ofSeconds(60), 384, 5_000_000, 512);
    }

    /**
     * @throws ReparteeException with {@code INVALID_CONFIGURATION}, naming the field
     */
    public ParserLimits {
        require(time.isPositive(), "time must be positive");
        require(heapMegabytes >= 32, "heapMegabytes must be at least 32");
        require(
                maxCharacters >= 1 && maxCharacters <= 5_000_000,
                "maxCharacters must be from 1 to 5000000");
        require(scratchMegabytes >= 1, "scratchMegabytes must be at least 1");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ReparteeException(
                    ErrorCode.INVALID_CONFIGURATION, "uploads.parser." + otherwise);
        }
    }
}
