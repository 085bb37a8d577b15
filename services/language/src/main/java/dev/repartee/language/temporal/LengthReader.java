package dev.repartee.language.temporal;

import dev.repartee.language.temporal.Line.Count;
import dev.repartee.language.temporal.TemporalLexicon.Phrase;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads lengths of time: {@code an hour and a half}, {@code 2h 30min}, {@code anderthalb Tage}. */
final class LengthReader {

    private static final Map<String, String> GLUED =
            Map.ofEntries(
                    Map.entry("h", "hour"),
                    Map.entry("hr", "hour"),
                    Map.entry("hrs", "hour"),
                    Map.entry("std", "hour"),
                    Map.entry("min", "minute"),
                    Map.entry("mins", "minute"),
                    Map.entry("s", "second"),
                    Map.entry("sec", "second"),
                    Map.entry("d", "day"),
                    Map.entry("wk", "week"),
                    Map.entry("wks", "week"));
    private static final int MAX_PARTS = 3;

    private final Line line;

    LengthReader(Line line) {
        this.line = line;
    }

    @Nullable Read<Length> read(int start) {
        Read<Length> read = part(start);
        for (int parts = 1;
                read != null && parts < MAX_PARTS && line.follows(read.end());
                parts++) {
            Phrase and = line.phrase(Sense.AND, read.end());
            Read<Length> next = part(and == null ? read.end() : and.end());
            if (next == null) {
                break;
            }
            read = new Read<>(read.value().plus(next.value()), start, next.end());
        }
        return read;
    }

    private @Nullable Read<Length> part(int start) {
        Read<Length> glued = glued(start);
        if (glued != null) {
            return glued;
        }
        Count amount = line.amount(start);
        if (amount == null || amount.ordinal() || !line.follows(amount.end())) {
            return null;
        }
        Phrase halfBefore = line.phrase(Sense.ANDHALF, amount.end());
        int at = halfBefore == null ? amount.end() : halfBefore.end();
        Phrase unit = line.phrase(Sense.UNIT, at);
        if (unit == null) {
            return shortUnit(amount, start);
        }
        Phrase half = line.follows(unit.end()) ? line.phrase(Sense.ANDHALF, unit.end()) : null;
        BigDecimal value =
                half == null && halfBefore == null
                        ? amount.value()
                        : amount.value().add(new BigDecimal("0.5"));
        return read(value, unit.value(), start, half == null ? unit.end() : half.end());
    }

    private @Nullable Read<Length> shortUnit(Count amount, int start) {
        String unit = GLUED.get(line.token(amount.end()).word());
        boolean clear =
                amount.digits() && unit != null && line.token(amount.end()).word().length() > 1;
        return clear ? read(amount.value(), unit, start, amount.end() + 1) : null;
    }

    private @Nullable Read<Length> glued(int start) {
        String word = line.token(start).word();
        int digits = 0;
        while (digits < word.length() && Character.isDigit(word.charAt(digits))) {
            digits++;
        }
        String unit = GLUED.get(word.substring(digits));
        return digits == 0 || digits > 4 || unit == null
                ? null
                : read(new BigDecimal(Line.ascii(word, digits)), unit, start, start + 1);
    }

    private static @Nullable Read<Length> read(BigDecimal amount, String unit, int start, int end) {
        try {
            return new Read<>(Length.of(amount, unit), start, end);
        } catch (DateTimeException | ArithmeticException senseless) {
            return null;
        }
    }
}
