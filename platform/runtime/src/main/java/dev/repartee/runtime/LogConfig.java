package dev.repartee.runtime;

import java.util.Map;

/**
 * How much is logged and in which form.
 *
 * @param level of our own packages
 * @param levels of other loggers, by name
 */
public record LogConfig(Format format, Level level, Map<String, Level> levels) {
    public LogConfig {
        levels = Map.copyOf(levels);
    }

    public static LogConfig defaults() {
        return new LogConfig(Format.TEXT, Level.INFO, Map.of());
    }

    /** Text for people, JSON lines for log collectors. */
    public enum Format {
        TEXT,
        JSON
    }

    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR,
        OFF
    }
}
