package dev.repartee.language.dataset;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;

/** Words what is wrong with a file of examples: always where, and why, never the text itself. */
final class DatasetFault {

    private DatasetFault() {}

    static ReparteeException at(String file, int line, String cause) {
        return new ReparteeException(ErrorCode.INVALID_FIELD, file + ":" + line + ": " + cause);
    }

    static ReparteeException of(String file, String cause) {
        return new ReparteeException(ErrorCode.INVALID_FIELD, file + ": " + cause);
    }
}
