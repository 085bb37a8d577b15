package dev.repartee.language.safety.injection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class UnwrapperTest {

    private static final String WORDS = "aZ09+/_-= 01010101ü";
    private static final String BITS = "0101 1001x";

    @Test
    void noTextIsPassedOverThatMayBeEncoded() {
        Random random = new Random(51);
        int encoded = 0;
        for (int i = 0; i < 50_000; i++) {
            String words = text(random, WORDS, 60);
            if (Unwrapper.BASE64.matcher(words).find()) {
                encoded++;
                assertThat(Unwrapper.hasLongRun(words)).as(words).isTrue();
            }
            String bits = text(random, BITS, 80).replace("x", random.nextInt(9) == 0 ? "x" : "1");
            if (Unwrapper.BINARY.matcher(bits).find()) {
                encoded++;
                assertThat(Unwrapper.hasManyBits(bits)).as(bits).isTrue();
            }
        }
        assertThat(encoded).isGreaterThan(1_000);
    }

    private static String text(Random random, String letters, int most) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(most); n > 0; n--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
