package dev.repartee.bench.fuzz.guide;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * An input for which a property did not hold.
 *
 * @param kind what went wrong and where, the same for all inputs that show the same fault
 * @param detail the first line of what was said
 * @param input to do it again with
 */
public record Finding(String kind, String detail, byte[] input) {

    private static final int FRAMES = 3;
    private static final int LONGEST_DETAIL = 300;

    /** A failure, told from others by its type and the code of ours in which it came up. */
    public static Finding of(Throwable failure, byte[] input) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String where =
                Arrays.stream(cause.getStackTrace())
                        .filter(frame -> frame.getClassName().startsWith("dev.repartee."))
                        .limit(FRAMES)
                        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                        .collect(Collectors.joining(" < "));
        String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return new Finding(
                cause.getClass().getSimpleName() + " at " + where,
                message.substring(0, Math.min(LONGEST_DETAIL, message.length())),
                input);
    }
}
