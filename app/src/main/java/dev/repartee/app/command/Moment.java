package dev.repartee.app.command;

import dev.repartee.runtime.ExitCode;
import dev.repartee.runtime.StartupException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads points in time from the command line. */
public final class Moment {

    private Moment() {}

    /**
     * A time such as {@code 2026-01-02T03:04:05Z}, or an age such as {@code 90s}, {@code 2h},
     * {@code 3d}.
     */
    public static @Nullable Instant parse(@Nullable String text, Instant now) {
        if (text == null) {
            return null;
        }
        try {
            return text.contains("T") && text.length() > 10
                    ? Instant.parse(text)
                    : now.minus(age(text));
        } catch (DateTimeException e) {
            throw new StartupException(
                    ExitCode.USAGE,
                    "'"
                            + text
                            + "' is no time: give one such as 2026-01-02T03:04:05Z, or an age such as 2h.");
        }
    }

    /** An age such as {@code 90s}, {@code 15m}, {@code 2h}, {@code 3d}. */
    public static Duration age(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return Duration.parse(upper.endsWith("D") ? "P" + upper : "PT" + upper);
    }
}
