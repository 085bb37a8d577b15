package dev.repartee.contract.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.chrono.IsoChronology;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;

/**
 * Reads times in the one form in which we write them, {@code 2026-01-31T12:00:00.123456Z}, straight
 * from the characters; the JDK builds a formatter for each, which was half of what reading an event
 * left to the collector. Every other form, and what is no time at all, is Jackson's.
 */
final class InstantReader extends StdDeserializer<Instant> {

    private static final String FORM = "dddd-dd-ddTdd:dd:dd";
    private static final int MOST_DECIMALS = 9;
    private static final int SECONDS_PER_DAY = 86_400;

    InstantReader() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            Instant read =
                    read(
                            parser.getStringCharacters(),
                            parser.getStringOffset(),
                            parser.getStringLength());
            if (read != null) {
                return read;
            }
        }
        return InstantDeserializer.INSTANT.deserialize(parser, context);
    }

    /** Null for what is not of our form, or no date. */
    private static @Nullable Instant read(char[] text, int from, int length) {
        int decimals = length - FORM.length() - 2;
        boolean formed =
                length > FORM.length() && text[from + length - 1] == 'Z' && hasForm(text, from);
        if (!formed || decimals < -1 || decimals > MOST_DECIMALS || decimals == 0) {
            return null;
        }
        int nanos = decimals < 0 ? 0 : nanos(text, from + FORM.length(), decimals);
        int year = number(text, from, 4);
        int month = number(text, from + 5, 2);
        int day = number(text, from + 8, 2);
        int hour = number(text, from + 11, 2);
        int minute = number(text, from + 14, 2);
        int second = number(text, from + 17, 2);
        if (nanos < 0 || hour > 23 || minute > 59 || second > 59 || !isDay(year, month, day)) {
            return null;
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        return Instant.ofEpochSecond(
                days * SECONDS_PER_DAY + hour * 3_600 + minute * 60 + second, nanos);
    }

    private static boolean hasForm(char[] text, int from) {
        for (int i = 0; i < FORM.length(); i++) {
            char expected = FORM.charAt(i);
            char found = text[from + i];
            if (expected == 'd' ? !isDigit(found) : found != expected) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Negative when there is something else than a point and digits. */
    private static int nanos(char[] text, int from, int decimals) {
        if (text[from] != '.') {
            return -1;
        }
        int nanos = 0;
        for (int i = 1; i <= MOST_DECIMALS; i++) {
            char digit = i <= decimals ? text[from + i] : '0';
            if (!isDigit(digit)) {
                return -1;
            }
            nanos = nanos * 10 + digit - '0';
        }
        return nanos;
    }

    private static int number(char[] text, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            number = number * 10 + text[i] - '0';
        }
        return number;
    }

    private static boolean isDay(int year, int month, int day) {
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= Month.of(month).length(IsoChronology.INSTANCE.isLeapYear(year));
    }
}
