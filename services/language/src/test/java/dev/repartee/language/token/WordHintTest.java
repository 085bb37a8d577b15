package dev.repartee.language.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordHintTest {

    private static final Pattern EXACTLY =
            Pattern.compile("kasse|pin|über", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final String LETTERS = "kKKaAsSſeEpPiIıİnNüÜbBrR ";

    private final WordHint hint = WordHint.of("kasse|pin", "über(?:all)?");

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

    @Test
    void takesTheBeginningsOfAPatternsAlternatives() {
        WordHint taken = WordHint.of("Str\\.|api[_ -]?key|secret(?:[_ -]?key)?|secretary");

        assertThat(taken.mayBeIn("Lange Str. 5")).isTrue();
        assertThat(taken.mayBeIn("Stra 5")).isFalse();
        assertThat(taken.mayBeIn("API KEY")).isTrue();
        assertThat(taken.mayBeIn("my Secret")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a|", "[ab]c", "colou?r", "\\d+", "(?:a|b)c", "a.c"})
    void refusesAlternativesOfWhichItCanNotTellHowTheyBegin(String alternatives) {
        assertThatThrownBy(() -> WordHint.of(alternatives))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
