package dev.repartee.kafka.cluster;

import javax.net.ssl.SSLException;

/**
 * Why the log's client fails, in one line. Its outermost message names no file, certificate or
 * host, so what is said is that of the cause within. What it says of a login is left out, since
 * parts of a password may be in it.
 */
final class Reason {

    private Reason() {}

    static String of(Throwable failure) {
        if (String.valueOf(failure.getMessage()).contains("JAAS config")) {
            return "sasl.jaas.config is malformed";
        }
        Throwable cause = failure.getCause();
        return cause == null || cause == failure || failure instanceof SSLException
                ? firstLine(failure)
                : of(cause);
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .findFirst()
                .orElseGet(() -> failure.getClass().getSimpleName());
    }
}
