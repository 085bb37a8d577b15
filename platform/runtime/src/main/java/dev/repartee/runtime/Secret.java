package dev.repartee.runtime;

/** A value that must not appear in logs or messages, so only {@link #value()} shows it. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
