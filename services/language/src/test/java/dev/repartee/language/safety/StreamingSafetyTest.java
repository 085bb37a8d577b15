package dev.repartee.language.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.language.CpuTime;
import dev.repartee.language.safety.Release.Finished;
import dev.repartee.language.safety.Release.Stopped;
import dev.repartee.language.safety.Release.Text;
import dev.repartee.language.safety.SafetyVerdict.Blocked;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamingSafetyTest {

    private static final List<String> PARTS =
            List.of(
                    "Our shop is open. ",
                    " 4111 1111 1111 1111 ",
                    " ",
                    " jane.doe@example.com ",
                    ". ",
                    " +1 415 555 2671 ",
                    "\n",
                    " password: hunter22 ",
                    "and then some more words ",
                    "Price: 5. ",
                    "6 pieces! ",
                    "word ".repeat(90),
                    " sk-abcDEF1234567890abcdef ",
                    ", ",
                    "3.14 ",
                    "“Quoted.” ",
                    "你好。再见！",
                    "415-555",
                    "-2671",
                    "password is ",
                    "api ",
                    "key ",
                    "= ",
                    "4111",
                    "1",
                    "kill ",
                    "the lights ",
                    "yourself",
                    "😀 ");

    private final SafetyFilter filter =
            new SafetyFilter(
                    new SafetyPolicy(
                            PiiPolicy.redactAll("US"),
                            true,
                            Set.of(SafetyCategory.values()),
                            "Sorry."));

    @Test
    void releasesSentenceBySentence() {
        var streaming = filter.streaming();
        assertThat(streaming.feed("We open at nine. We cl")).isEqualTo(new Text(""));
        assertThat(streaming.feed("ose at")).isEqualTo(new Text("We open at nine. "));
        assertThat(streaming.feed(" five.")).isEqualTo(new Text(""));
        assertThat(streaming.finish().text()).isEqualTo("We close at five.");
    }

    @Test
    void doesNotWaitForEverForASentenceToEnd() {
        var streaming = filter.streaming();
        var released = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            released.append(text(streaming.feed("words ")));
        }
        assertThat(released.length()).isBetween(400, 420);
        assertThat(released.toString()).endsWith("words ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "jane.doe@example.com",
                "+1 (415) 555-2671",
                "415. 555. 2671",
                "sk-abcDEF1234567890abcdef",
                "password: hunter22",
                "password is hunter22",
                "api key = a1b2c3d4"
            })
    void neverReleasesHalfOfWhatIsRedactedWhereverItStands(String sensitive) {
        for (int lead = 380; lead < 420; lead++) {
            String lead1 = "word ".repeat(lead / 5) + "x".repeat(lead % 5) + " ";
            String whole = lead1 + sensitive + " and then the text goes on for a while.";
            SafetyVerdict verdict = filter.check(whole);

            assertThat(verdict).as(whole).isInstanceOf(SafetyVerdict.Redacted.class);
            assertThat(verdict.text())
                    .doesNotContain("1111")
                    .doesNotContain("2671")
                    .doesNotContain("hunter");
            assertThat(inPieces(whole, new Random(lead))).isEqualTo(verdict.text());
        }
    }

    @RepeatedTest(300)
    void releasesTheSameWhateverThePieces(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var whole = new StringBuilder();
        for (int i = random.nextInt(40); i >= 0; i--) {
            whole.append(PARTS.get(random.nextInt(PARTS.size())));
        }
        String text = whole.toString();

        SafetyVerdict verdict = filter.check(text);

        if (!(verdict instanceof Blocked)) {
            assertThat(inPieces(text, random)).isEqualTo(verdict.text());
            assertThat(verdict.text())
                    .doesNotContain("example.com")
                    .doesNotContain("hunter22")
                    .doesNotContain("sk-abc");
        }
    }

    @Test
    void stopsAtHarmAndStaysStopped() {
        var streaming = filter.streaming();
        streaming.feed("All is well. ");
        Release stopped = streaming.feed("You should kill yourself. Really, do it now.");
        assertThat(stopped).isInstanceOf(Stopped.class);
        assertThat(streaming.feed("More text. And more and more.")).isEqualTo(stopped);
        Finished end = streaming.finish();
        assertThat(end.text()).isEmpty();
        assertThat(end.verdict()).isEqualTo(new Blocked(SafetyCategory.SELF_HARM, "Sorry."));
    }

    @Test
    void seesHarmAcrossACut() {
        String words = "word ".repeat(79);
        assertThat(filter.check(words + "kill yourself and so on and on and on"))
                .isInstanceOf(Blocked.class);
    }

    @Test
    void endsAnEmptyReply() {
        assertThat(filter.streaming().finish())
                .isEqualTo(new Finished("", new SafetyVerdict.Safe("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 ", "1", "a", ". ", "a. ", " ", "\n", "@", "password ", "。", ": "})
    void staysFastOnHostileReplies(String piece) {
        Duration cost =
                CpuTime.of(
                        () -> {
                            var streaming = filter.streaming();
                            for (int i = 0; i < 20_000; i++) {
                                streaming.feed(piece);
                            }
                            streaming.finish();
                        });
        assertThat(cost).isLessThan(Duration.ofSeconds(4));
    }

    private String inPieces(String whole, Random random) {
        var streaming = filter.streaming();
        var released = new StringBuilder();
        int from = 0;
        while (from < whole.length()) {
            int to = Math.min(whole.length(), from + 1 + random.nextInt(12));
            released.append(text(streaming.feed(whole.substring(from, to))));
            from = to;
        }
        return released.append(streaming.finish().text()).toString();
    }

    private static String text(Release release) {
        return switch (release) {
            case Text(String text) -> text;
            case Stopped stopped -> "";
            case Finished(String text, SafetyVerdict verdict) -> text;
        };
    }
}
