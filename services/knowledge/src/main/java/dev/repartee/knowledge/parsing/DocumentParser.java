package dev.repartee.knowledge.parsing;

import java.io.IOException;
import java.nio.file.Path;

/** Reads the text of a file. */
@FunctionalInterface
public interface DocumentParser {

    /**
     * Reads a file.
     *
     * @param name what it was called, a hint at what it is
     * @param declaredType the media type that came with it, or an empty text; a hint as well
     * @throws IOException when the reading could not even begin: worth another try
     * @throws InterruptedException when the caller was; the reading was stopped
     */
    ParseOutcome parse(Path file, String name, String declaredType)
            throws IOException, InterruptedException;
}
