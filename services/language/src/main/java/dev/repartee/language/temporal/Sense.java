package dev.repartee.language.temporal;

/** The meanings that {@code temporal.txt} gives to phrases. */
enum Sense {
    /** A day of the week, 1 is Monday. */
    WEEKDAY,
    MONTH,
    /** A number of days from today. */
    DAY,
    /** The same, but either ahead or back: the tense of the sentence tells. */
    DAYORBACK,
    /** A part of today, or with {@link #DAYBACK} of yesterday. */
    DAYPART,
    DAYBACK,
    /** A part of a day. */
    PART,
    /** A time of day as HHmm. */
    CLOCK,
    UNIT,
    /** Before or after a unit, a weekday or a month: 1 the next, 0 this, -1 the last. */
    NEXT,
    WEEKEND,
    /** Words that may stand between a day and its time. */
    LINK,
    /** What comes after is a time of day. */
    AT,
    /** What comes after is a day. */
    ON,
    /** Before a length of time: from now. */
    IN,
    /** After a length of time: from now. */
    IN_,
    LATER,
    /** After a length of time: before now. */
    AGO,
    /** Before a length of time: before now. */
    AGO_,
    FROM,
    /** After the first of two times. */
    FROM_,
    BETWEEN,
    TO,
    /** After the second of two times. */
    TO_,
    AND,
    OCLOCK,
    AM,
    PM,
    /** Half an hour before the hour that follows. */
    HALFTO,
    HALFPAST,
    THREEQUARTER,
    /** So many minutes past the hour that follows; 0: the number before tells how many. */
    PAST,
    BEFORE,
    /** After an hour: so many minutes more. */
    PLUS,
    MINUS,
    /** Before an hour: so many minutes more. */
    ADD,
    HALF,
    ANDHALF,
    ONE,
    FEW,
    /** Says that the sentence tells of the past. */
    TENSE,
    /** No time at all, whatever its words mean alone. */
    NONE
}
