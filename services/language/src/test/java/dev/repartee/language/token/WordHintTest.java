package dev.repartee.language.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WordHintTest {

    private static final Pattern EXACTLY =
            Pattern.compile("kasse|pin|über", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final String LETTERS = "kKKaAsSſeEpPiIıİnNüÜbBrR ";

    private final WordHint hint = new WordHint("kasse", "pin", "über");

    @Test
    void neverDeniesWhatAPatternFinds() {
        Random random = new Random(24);
        int found = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = 3 + random.nextInt(6); n > 0; n--) {
                text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            if (EXACTLY.matcher(text).find()) {
                found++;
                assertThat(hint.mayBeIn(text.toString())).as(text.toString()).isTrue();
            }
        }
        assertThat(found).isGreaterThan(100);
    }

    @Test
    void deniesWhatHasNoneOfTheWords() {
        assertThat(hint.mayBeIn("Wo ist meine Bestellung?")).isFalse();
        assertThat(hint.mayBeIn("")).isFalse();
    }
}
