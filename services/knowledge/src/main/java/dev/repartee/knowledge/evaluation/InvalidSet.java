package dev.repartee.knowledge.evaluation;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.nio.file.Path;

/** Says of a set that can't be read in which file, at which line, and why. */
final class InvalidSet {

    private InvalidSet() {}

    static ReparteeException of(Path file, String problem) {
        return new ReparteeException(ErrorCode.INVALID_FIELD, file + ": " + problem);
    }

    static ReparteeException at(Path file, long line, String problem) {
        return of(file, "line " + line + ": " + problem);
    }
}
