package dev.repartee.language.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.repartee.language.CpuTime;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PiiRedactorTest {

    private final PiiRedactor redactor = new PiiRedactor(PiiPolicy.redactAll("US"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            write to jane.doe@example.com please | write to [email] please
            <a+b@x-y.museum>, b@c.io | <[email]>, [email]
            jürgen@müller.de | [email]
            4111 1111 1111 1111 | [card]
            4111-1111-1111-1111, exp 12/26 | [card], exp 12/26
            card 5555555555554444. | card [card].
            378282246310005 amex | [card] amex
            4111 1111 1111 1111 12 26 | [card] 12 26
            ４１１１１１１１１１１１１１１１ | [card]
            call (415) 555-2671 | call [phone]
            call +44 20 7946 0958 or 415.555.2671 | call [phone] or [phone]
            +49 30 901820 12345678901234567890 | [phone] 12345678901234567890
            电话+8613812345678是 | 电话[phone]是
            """)
    void takesOutPersonalData(String text, String redacted) {
        assertThat(redactor.redact(text).text()).isEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111 1111 1111 1112",
                "order 123456789012345678901234567890",
                "at 5 @ noon",
                "2026-03-04 10:00:00",
                "foo@bar",
                "1, 2, 3, 4, 5, 6, 7, 8, 9, 10",
                "version 1.2.3.4",
                "no data here"
            })
    void leavesTheRest(String text) {
        assertThat(redactor.redact(text)).isEqualTo(new Redaction(text, Set.of()));
    }

    @Test
    void saysWhatItTookOut() {
        assertThat(redactor.redact("a@b.co and 4111111111111111").kinds())
                .containsExactlyInAnyOrder(PiiKind.EMAIL, PiiKind.CARD);
    }

    @Test
    void keepsWhatThePolicyDoesNotName() {
        var emails =
                new PiiRedactor(new PiiPolicy(Set.of(PiiKind.EMAIL), PiiPolicy.Mode.REDACT, "US"));
        assertThat(emails.redact("a@b.co 4111111111111111").text())
                .isEqualTo("[email] 4111111111111111");
        assertThat(new PiiRedactor(PiiPolicy.KEEP_ALL).redact("a@b.co").text()).isEqualTo("a@b.co");
    }

    @Test
    void masksToWhatPeopleRecogniseItBy() {
        var masking =
                new PiiRedactor(new PiiPolicy(Set.of(PiiKind.values()), PiiPolicy.Mode.MASK, "US"));
        assertThat(masking.redact("jane@example.com, 4111 1111 1111 1111, +1 415 555 2671").text())
                .isEqualTo("[email ..@example.com], [card ..1111], [phone ..2671]");
    }

    @Test
    void needsNoRegionForInternationalNumbers() {
        var anywhere = new PiiRedactor(PiiPolicy.redactAll("ZZ"));
        assertThat(anywhere.redact("+49 30 901820 or 030 901820").text())
                .isEqualTo("[phone] or 030 901820");
    }

    @Test
    void refusesAnUnknownRegion() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PiiRedactor(PiiPolicy.redactAll("Mars")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9",
                "@",
                "9 ",
                "a@",
                "4111 ",
                "4111-",
                "+",
                "+1 ",
                "(4",
                "1.",
                "12345678 ",
                "415 555 26 ",
                "a@b.",
                ".@",
                "a.",
                "+49301234567 ",
                "[",
                "123456789012345678 "
            })
    void staysLinearOnHostileText(String piece) {
        String hostile = piece.repeat(8_000 / piece.length());
        redactor.redact(hostile);
        assertThat(CpuTime.of(() -> redactor.redact(hostile))).isLessThan(Duration.ofSeconds(1));
    }
}
