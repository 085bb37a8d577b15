package dev.repartee.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.repartee.language.NormalizedText.Accepted;
import dev.repartee.language.NormalizedText.Reason;
import dev.repartee.language.NormalizedText.Refused;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TextNormalizerTest {

    private final TextNormalizer normalizer = new TextNormalizer(8_000);

    @Test
    void trimsAndUnifiesLineEndings() {
        assertThat(normalizer.normalize(" \t\u200B one\r\ntwo\rthree\u2028four\u0085five \n\uFEFF"))
                .isEqualTo(new Accepted("one\ntwo\nthree\nfour\nfive"));
    }

    @Test
    void composesCharacters() {
        assertThat(normalizer.normalize("cafe\u0301 \u1112\u1161\u11ab"))
                .isEqualTo(new Accepted("café 한"));
    }

    @Test
    void keepsTabsEmojiAndJoiners() {
        String text = "a\tb 👩‍🚀 \u200Fשלום";
        assertThat(normalizer.normalize(text)).isEqualTo(new Accepted(text));
    }

    @Test
    void refusesControlCharactersAtTheirPosition() {
        assertThat(normalizer.normalize("  ab\u0000c"))
                .isEqualTo(new Refused(Reason.CONTROL_CHARACTER, 4));
        assertThat(normalizer.normalize("ab\u007f"))
                .isEqualTo(new Refused(Reason.CONTROL_CHARACTER, 2));
        assertThat(normalizer.normalize("a\u009bb"))
                .isEqualTo(new Refused(Reason.CONTROL_CHARACTER, 1));
    }

    @Test
    void refusesUnpairedSurrogates() {
        assertThat(normalizer.normalize("ab\uD83D"))
                .isEqualTo(new Refused(Reason.UNPAIRED_SURROGATE, 2));
        assertThat(normalizer.normalize("\uDE00ab"))
                .isEqualTo(new Refused(Reason.UNPAIRED_SURROGATE, 0));
    }

    @Test
    void refusesBlankText() {
        assertThat(normalizer.normalize("")).isEqualTo(new Refused(Reason.EMPTY, 0));
        assertThat(normalizer.normalize(" \r\n\u00A0\u3000\u200B"))
                .isEqualTo(new Refused(Reason.EMPTY, 0));
    }

    @Test
    void countsCodePointsAndNamesTheFirstTooMany() {
        var three = new TextNormalizer(3);
        assertThat(three.normalize(" 😀😀😀 ")).isInstanceOf(Accepted.class);
        assertThat(three.normalize(" 😀😀😀x")).isEqualTo(new Refused(Reason.TOO_LONG, 7));
        assertThat(three.normalize("a\r\nb")).isInstanceOf(Accepted.class);
    }

    @Test
    void staysLinearOnEndlessCombiningMarks() {
        String marks = "a" + "\u0315\u0300".repeat(50_000);
        var large = new TextNormalizer(1_000_000);
        Duration cost =
                CpuTime.of(() -> assertThat(large.normalize(marks)).isInstanceOf(Accepted.class));
        assertThat(cost).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void isIdempotent() {
        String once =
                ((Accepted) normalizer.normalize("x" + "\u0301".repeat(100) + "\r\n y")).text();
        assertThat(normalizer.normalize(once)).isEqualTo(new Accepted(once));
    }

    @Test
    void wantsARoomForAtLeastOneCharacter() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TextNormalizer(0));
    }
}
