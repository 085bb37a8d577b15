package dev.repartee.language.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.language.PatternSamples;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretHintTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-abcdefghijklmnop1234",
                "pk_live_abcdefghij12",
                "AKIAABCDEFGHIJKLMNOP",
                "ASIAABCDEFGHIJKLMNOP",
                "ghp_abcdefghijklmnopqrst",
                "github_pat_abcdefghijklmnopqrst",
                "glpat-abcdefghijklmnop",
                "xoxb-1234567890",
                "AIzaabcdefghijklmnopqrstuvwxyz0123",
                "eyJabcdefgh.abcdefgh.abcdefgh",
                "password: geheim99",
                "PASSWD=geheim99",
                "passwort geheim99",
                "paſſword is geheim99",
                "CONTRASEÑA: geheim99",
                "api key: geheim99",
                "apı_key=geheim99",
                "APİ-KEY geheim99",
                "Secret key = geheim99",
                "acceſs token: geheim99",
                "Bearer geheim99"
            })
    void aTextThatIsSearchedOnlyWhenItMayHoldASecretStillGivesIt(String text) {
        assertThat(new SecretFinder().find("Hier: " + text)).isNotEmpty();
    }

    @Test
    void noTokenIsPassedOver() {
        PatternSamples.each(
                withoutLookAhead(SecretFinder.TOKEN),
                text -> {
                    assertThat(SecretFinder.mayHoldToken(text)).as(text).isTrue();
                    assertThat(text).containsPattern(SecretFinder.TOKEN);
                });
    }

    @Test
    void noAnnouncedSecretIsPassedOver() {
        PatternSamples.each(
                withoutLookAhead(SecretFinder.ASSIGNMENT),
                text -> {
                    assertThat(SecretFinder.ANNOUNCED.mayBeIn(text)).as(text).isTrue();
                    assertThat(text).containsPattern(SecretFinder.ASSIGNMENT);
                });
    }

    /** The look at the first character is a hint as well. */
    private static Pattern withoutLookAhead(Pattern pattern) {
        String regex = pattern.pattern();
        assertThat(regex).startsWith("(?=[");
        return Pattern.compile(regex.substring(regex.indexOf(')') + 1), pattern.flags());
    }
}
