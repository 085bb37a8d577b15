package dev.repartee.postgres;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Seven days of messages, counted from the epoch (so each begins on a Thursday, 0:00 UTC). History
 * is partitioned by it.
 *
 * @param start its first day
 */
public record Window(LocalDate start) implements Comparable<Window> {

    /** Days in a window. */
    public static final int DAYS = 7;

    private static final DateTimeFormatter SUFFIX = DateTimeFormatter.BASIC_ISO_DATE;

    /**
     * @throws IllegalArgumentException when no window begins on that day
     */
    public Window {
        if (Math.floorMod(start.toEpochDay(), DAYS) != 0) {
            throw new IllegalArgumentException("no window begins on " + start);
        }
    }

    /** The window that contains the time. */
    public static Window of(Instant time) {
        long day = time.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
        return new Window(LocalDate.ofEpochDay(Math.floorDiv(day, DAYS) * DAYS));
    }

    /** The window that many windows later, or earlier when negative. */
    public Window plus(int windows) {
        return new Window(start.plusDays((long) DAYS * windows));
    }

    /** The first instant of the window. */
    public Instant begin() {
        return start.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** The partition's table name, for example {@code chat_messages_20260101}. */
    public String partition(String table) {
        return table + "_" + SUFFIX.format(start);
    }

    @Override
    public int compareTo(Window other) {
        return start.compareTo(other.start);
    }
}
