package dev.repartee.language.safety.leak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.language.PatternSamples;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies are searched for links only when they have a sign of one. */
class LinkHintTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "![order](//evil.example/x)",
                "![](//evil.example/x",
                "<img src=//evil.example/x>",
                "<IFRAME SRC=//evil.example/x",
                "https://evil.example/?q=order",
                "FTP://evil.example/?q=order",
                "data:text/html,order",
                "JAVASCRIPT:order()"
            })
    void whatHasOneSignAloneIsStillTakenOut(String link) {
        Set<String> kinds = new TreeSet<>();
        assertThat(new LinkGuard(Set.of(), List.of()).clean("See " + link, kinds))
                .doesNotContain("evil.example", "order");
        assertThat(kinds).containsExactly("link");
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void nothingThatAPatternFindsIsPassedOver(Pattern pattern) {
        PatternSamples.each(
                pattern, text -> assertThat(LinkGuard.mayHoldLink(text)).as(text).isTrue());
    }

    static Stream<Pattern> patterns() {
        return Stream.of(LinkGuard.PICTURE, LinkGuard.PICTURE_TAG, LinkGuard.URL)
                .map(LinkHintTest::withFlagsApart);
    }

    /** Samples know flags, not their spelling at the beginning. */
    private static Pattern withFlagsApart(Pattern pattern) {
        String regex = pattern.pattern();
        return regex.startsWith("(?i)")
                ? Pattern.compile(regex.substring(4), Pattern.CASE_INSENSITIVE)
                : pattern;
    }
}
