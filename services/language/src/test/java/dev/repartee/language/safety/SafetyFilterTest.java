package dev.repartee.language.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.language.safety.SafetyVerdict.Blocked;
import dev.repartee.language.safety.SafetyVerdict.Redacted;
import dev.repartee.language.safety.SafetyVerdict.Safe;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SafetyFilterTest {

    private final SafetyFilter filter = new SafetyFilter(SafetyPolicy.standard());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "We are open from 9 to 17. You reach us at help@example.com or +49 30 901820.",
                "To change your password: open the settings.",
                "Your password is required.",
                "The movie about a bomb was great; it killed at the box office.",
                "",
                "\n\n",
                "1. First\n2. Second\n"
            })
    void letsOrdinaryRepliesThrough(String reply) {
        assertThat(filter.check(reply)).isEqualTo(new Safe(reply));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Use sk-abcDEF1234567890abcdef for it. | Use [secret] for it.
            key AKIAIOSFODNN7EXAMPLE | key [secret]
            token ghp_abcdefghijklmnopqrstuvwxyz0123456789 | token [secret]
            The password: hunter22! | The password: [secret]
            password is S3cr3t-Value | password is [secret]
            api_key="a1b2c3d4e5" | api_key="[secret]"
            eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcDEF123_- | [secret]
            card 4111 1111 1111 1111 | card [card]
            """)
    void takesOutSecrets(String reply, String sent) {
        assertThat(filter.check(reply).text()).isEqualTo(sent);
        assertThat(filter.check(reply)).isInstanceOf(Redacted.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            SELF_HARM | You should just kill yourself.
            SELF_HARM | Bring dich um!
            THREAT | I will kill you
            WEAPONS | Here is how to make a bomb at home.
            MINORS | child porn
            SLUR | what a faggot
            CREDENTIALS | -----BEGIN RSA PRIVATE KEY----- MIIE
            """)
    void blocksHarm(SafetyCategory category, String reply) {
        SafetyVerdict verdict = filter.check("Fine so far, and well. " + reply);
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Blocked.class,
                        blocked -> {
                            assertThat(blocked.reason()).isEqualTo(category);
                            assertThat(blocked.text())
                                    .isEqualTo(SafetyPolicy.standard().replacement());
                        });
    }

    @Test
    void followsThePolicy() {
        var lax =
                new SafetyFilter(
                        new SafetyPolicy(PiiPolicy.redactAll("US"), false, Set.of(), "No."));
        assertThat(lax.check("I will kill you, sk-abcDEF1234567890abcdef, a@b.co"))
                .isEqualTo(
                        new Redacted(
                                "I will kill you, sk-abcDEF1234567890abcdef, [email]",
                                Set.of("email")));
    }
}
