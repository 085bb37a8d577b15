package dev.repartee.language.number;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Takes German numbers apart: {@code zweihundertfünfundzwanzig} is one word. */
final class GermanCompound {

    private final Map<String, BigDecimal> simple;

    GermanCompound(Map<String, BigDecimal> simple) {
        this.simple = simple;
    }

    Optional<BigDecimal> read(String word) {
        long value = value(word);
        return value < 0 ? Optional.empty() : Optional.of(BigDecimal.valueOf(value));
    }

    private long value(String word) {
        int thousand = word.indexOf("tausend");
        if (thousand >= 0) {
            return joined(word, thousand, "tausend".length(), 1000);
        }
        int hundred = word.indexOf("hundert");
        if (hundred >= 0) {
            return joined(word, hundred, "hundert".length(), 100);
        }
        int and = word.indexOf("und");
        if (and > 0) {
            long unit = small(word.substring(0, and));
            long ten = small(word.substring(and + 3));
            return unit >= 1 && unit <= 9 && ten >= 20 && ten % 10 == 0 ? ten + unit : -1;
        }
        return small(word);
    }

    private long joined(String word, int at, int length, int factor) {
        long before = at == 0 ? 1 : value(word.substring(0, at));
        String tail = word.substring(at + length);
        String rest = tail.startsWith("und") && value(tail) < 0 ? tail.substring(3) : tail;
        long after = rest.isEmpty() ? 0 : value(rest);
        return before < 1 || before >= 1000 || after < 0 || after >= factor
                ? -1
                : before * factor + after;
    }

    private long small(String word) {
        BigDecimal value = simple.get(word);
        return value == null || value.scale() > 0 ? -1 : value.longValue();
    }
}
