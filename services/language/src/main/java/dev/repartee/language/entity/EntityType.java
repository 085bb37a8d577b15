package dev.repartee.language.entity;

import java.util.Locale;

/**
 * What can be found in a text, the most telling first: where two overlap, the earlier type wins.
 */
public enum EntityType {
    /** An e-mail address; normalised to lower case. */
    EMAIL,
    /** A web address; normalised with its scheme. */
    URL,
    /** A payment card number that passes Luhn; normalised to its digits. */
    CARD,
    /** The number of an order, invoice, ticket or parcel; normalised to upper case. */
    ORDER_NUMBER,
    /** A telephone number; normalised to E.164. */
    PHONE,
    /** A postal address, as written; normalised with single blanks. */
    ADDRESS,
    /** Two times that belong together; normalised to ISO 8601 ({@code FIRST/LAST}). */
    INTERVAL,
    /** A time of a day; normalised to ISO 8601 with the offset of its zone then. */
    DATETIME,
    /**
     * A calendar day, week, month or year; normalised to ISO 8601, if the text and the time of the
     * message decide it.
     */
    DATE,
    /** A time of day; normalised to ISO 8601 ({@code HH:mm}). */
    TIME,
    /**
     * An amount of money; normalised to {@code AMOUNT CODE} with a plain decimal and an ISO 4217
     * code.
     */
    MONEY,
    /** A length of time; normalised to ISO 8601 ({@code PT1H30M}). */
    DURATION,
    /** A number with a unit; normalised to {@code NUMBER UNIT}. */
    QUANTITY,
    /** The name of a person who says it; normalised with single blanks. */
    PERSON,
    /** Any other number; normalised to a plain decimal. */
    NUMBER;

    /**
     * The name under which entities of this type appear in events: lower case, words joined by
     * underscores.
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
