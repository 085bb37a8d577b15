package dev.repartee.language.temporal;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What has been read of a time so far.
 *
 * @param day its day
 * @param lastDay the last of several days, such as a weekend
 * @param coarse a week, month or year in ISO 8601, where no day is told
 * @param time its time of day
 * @param sure whether the time is on a clock of 24 hours, or says which half of the day it is in
 * @param part the part of the day
 * @param exact a moment counted from now
 */
record Moment(
        @Nullable LocalDate day,
        @Nullable LocalDate lastDay,
        @Nullable String coarse,
        @Nullable LocalTime time,
        boolean sure,
        @Nullable DayPart part,
        @Nullable ZonedDateTime exact) {

    private static final Moment NOTHING = new Moment(null, null, null, null, false, null, null);

    /** A day that the text leaves open. */
    static final Moment OPEN = NOTHING;

    static Moment of(LocalDate day) {
        return new Moment(day, null, null, null, false, null, null);
    }

    static Moment of(LocalDate first, LocalDate last) {
        return new Moment(first, last, null, null, false, null, null);
    }

    static Moment coarse(String iso) {
        return new Moment(null, null, iso, null, false, null, null);
    }

    static Moment of(LocalTime time, boolean sure) {
        return new Moment(null, null, null, time, sure, null, null);
    }

    static Moment of(DayPart part) {
        return new Moment(null, null, null, null, false, part, null);
    }

    static Moment of(ZonedDateTime exact) {
        return new Moment(null, null, null, null, true, null, exact);
    }

    boolean tellsDay() {
        return day != null || coarse != null || exact != null;
    }

    boolean tellsTime() {
        return time != null || exact != null;
    }

    Moment on(@Nullable LocalDate other) {
        return new Moment(other, lastDay, coarse, time, sure, part, exact);
    }

    Moment at(LocalTime other) {
        return new Moment(day, lastDay, coarse, other, true, part, exact);
    }

    /** Adds what the other tells and this doesn't. */
    Moment and(Moment other) {
        return new Moment(
                day != null ? day : other.day,
                lastDay != null ? lastDay : other.lastDay,
                coarse != null ? coarse : other.coarse,
                time != null ? time : other.time,
                sure || other.sure,
                part != null ? part : other.part,
                exact != null ? exact : other.exact);
    }
}
