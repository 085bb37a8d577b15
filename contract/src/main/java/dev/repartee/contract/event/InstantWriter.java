package dev.repartee.contract.event;

import java.time.Instant;
import java.time.LocalDate;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ext.javatime.ser.InstantSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes times as {@link Instant#toString} does, {@code 2026-01-31T12:00:00.123456Z}, straight into
 * characters: the JDK prints through a formatter. Years of more than four digits are Jackson's.
 */
final class InstantWriter extends StdSerializer<Instant> {

    private static final int LONGEST = "dddd-dd-ddTdd:dd:dd.dddddddddZ".length();
    private static final int SECONDS_PER_DAY = 86_400;
    private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    InstantWriter() {
        super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator out, SerializationContext context) {
        long seconds = value.getEpochSecond();
        if (seconds < FIRST || seconds > LAST) {
            InstantSerializer.INSTANCE.serialize(value, out, context);
            return;
        }
        char[] text = new char[LONGEST];
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_PER_DAY));
        int second = Math.floorMod(seconds, SECONDS_PER_DAY);
        number(day.getYear(), text, 0, 4, '-');
        number(day.getMonthValue(), text, 5, 2, '-');
        number(day.getDayOfMonth(), text, 8, 2, 'T');
        number(second / 3_600, text, 11, 2, ':');
        number(second / 60 % 60, text, 14, 2, ':');
        number(second % 60, text, 17, 2, '.');
        int end = decimals(value.getNano(), text, 20);
        text[end] = 'Z';
        out.writeString(text, 0, end + 1);
    }

    /** Writes none, three, six or nine digits, as few as tell all; returns where they end. */
    private static int decimals(int nanos, char[] text, int from) {
        if (nanos == 0) {
            return from - 1;
        }
        int digits = nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
        int shown = digits == 3 ? nanos / 1_000_000 : digits == 6 ? nanos / 1_000 : nanos;
        number(shown, text, from, digits, 'Z');
        return from + digits;
    }

    private static void number(int number, char[] text, int from, int digits, char after) {
        int rest = number;
        for (int i = from + digits - 1; i >= from; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
        text[from + digits] = after;
    }
}
