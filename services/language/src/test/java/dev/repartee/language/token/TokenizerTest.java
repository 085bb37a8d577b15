package dev.repartee.language.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenizerTest {

    @Test
    void latinLettersLoseTheirMarksAsTheyDoWhenTheWordIsNormalised() {
        Random random = new Random(61);
        for (int i = 0; i < 200_000; i++) {
            StringBuilder word = new StringBuilder();
            for (int n = 1 + random.nextInt(6); n > 0; n--) {
                word.append(letter(random));
            }
            String lower = word.toString().toLowerCase(Locale.ROOT);
            assertThat(Tokenizer.fold(word.toString())).isEqualTo(Tokenizer.normalized(lower));
        }
    }

    private static char letter(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> '’';
            case 1 -> 'ʼ';
            case 2 -> '\u0301';
            case 3 -> '\u0323';
            case 4 -> (char) (0x1E00 + random.nextInt(0x100));
            case 5, 6, 7, 8 -> (char) ('A' + random.nextInt(58));
            default -> (char) (0x80 + random.nextInt(0x1D0));
        };
    }
}
