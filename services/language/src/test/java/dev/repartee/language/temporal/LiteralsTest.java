package dev.repartee.language.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LiteralsTest {

    private static final String[] PARTS = {
        "0",
        "3",
        "12",
        "15",
        "26",
        "2026",
        "-",
        ".",
        ":",
        "/",
        " ",
        "h",
        "H",
        "T",
        "Z",
        "a",
        "Am",
        "p.m.",
        "uhr",
        "x",
        "+",
        "3.5.",
        "12/5/",
        "2026-05-03",
        "2026-05-03T10:00Z"
    };
    private static final List<Pattern> DAYS =
            List.of(Literals.INSTANT, Literals.ISO, Literals.NUMERIC, Literals.WITHOUT_YEAR);
    private static final List<Pattern> TIMES =
            List.of(Literals.TWELVE_HOURS, Literals.TWENTY_FOUR_HOURS);

    @Test
    void noTextIsPassedOverThatHasADayOrATime() {
        Random random = new Random(41);
        int days = 0;
        int times = 0;
        for (int i = 0; i < 300_000; i++) {
            StringBuilder parts = new StringBuilder();
            for (int n = 2 + random.nextInt(8); n > 0; n--) {
                parts.append(PARTS[random.nextInt(PARTS.length)]);
            }
            String text = parts.toString();
            if (DAYS.stream().anyMatch(pattern -> pattern.matcher(text).find())) {
                days++;
                assertThat(Literals.hasJointAfterDigit(text)).as(text).isTrue();
            }
            if (TIMES.stream().anyMatch(pattern -> pattern.matcher(text).find())) {
                times++;
                assertThat(Literals.hasSignOfTime(text)).as(text).isTrue();
            }
        }
        assertThat(days).isGreaterThan(1_000);
        assertThat(times).isGreaterThan(1_000);
    }

    @Test
    void plainNumbersAreNotLookedAtTwice() {
        assertThat(Literals.hasJointAfterDigit("order 48213. Then 5 - 6")).isFalse();
        assertThat(Literals.hasSignOfTime("order 48213. Then 5 of 6, thanks")).isFalse();
    }
}
