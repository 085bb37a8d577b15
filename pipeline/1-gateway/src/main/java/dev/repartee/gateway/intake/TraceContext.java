package dev.repartee.gateway.intake;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * W3C trace context: the caller's trace goes on through the log, or a new one begins here.
 *
 * @param traceparent the header's value
 */
public record TraceContext(String traceparent) {

    private static final int LENGTH = 55;
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);

    /** Goes on with the caller's trace as a span of its own; begins one when there is none. */
    public static TraceContext of(@Nullable String incoming) {
        return incoming != null && valid(incoming)
                ? new TraceContext(
                        "00-" + incoming.substring(3, 35) + "-" + span() + incoming.substring(52))
                : new TraceContext("00-" + span() + span() + "-" + span() + "-00");
    }

    private static boolean valid(String text) {
        return text.length() == LENGTH
                && text.startsWith("00-")
                && text.charAt(35) == '-'
                && text.charAt(52) == '-'
                && hex(text, 3, 35)
                && hex(text, 36, 52)
                && hex(text, 53, 55)
                && !text.startsWith(NO_TRACE, 3)
                && !text.startsWith(NO_SPAN, 36);
    }

    private static boolean hex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    /** 64 random bits, not all of them 0. */
    private static String span() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong() | 1);
    }
}
