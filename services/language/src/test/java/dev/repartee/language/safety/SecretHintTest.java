package dev.repartee.language.safety;

import static org.assertj.core.api.Assertions.assertThat;

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
}
