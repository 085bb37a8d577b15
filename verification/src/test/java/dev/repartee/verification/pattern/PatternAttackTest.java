package dev.repartee.verification.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.verification.pattern.Expression.Use;
import dev.repartee.verification.pattern.HostileTexts.Hostile;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No regular expression of the product looks at a text more often than so many times its length,
 * whatever the text is. Work is counted, not timed.
 */
class PatternAttackTest {

    /** As long as the longest message. */
    private static final int LONG = 16_000;

    private static final int SHORT = 64;

    /** Bounded repetitions of up to 500 chars pass, squares of the length don't. */
    private static final int LOOKS_FOR_A_CHAR = 600;

    private static final int WORST = 3;

    private static final Expressions OURS = Expressions.ofTheProduct();

    @Test
    void noTextMakesAnExpressionSlow() {
        Map<String, Long> slow =
                OURS.written().stream()
                        .flatMap(PatternAttackTest::slow)
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, Map.Entry::getValue, Math::max));
        assertThat(slow).isEmpty();
    }

    @Test
    void expressionsAreMadeOfConstants() {
        assertThat(OURS.written()).hasSizeGreaterThan(120);
        // A quoted text, and the separator of class paths.
        assertThat(OURS.computed())
                .allMatch(
                        place ->
                                place.startsWith("dev.repartee.transformer.WordSplitting.")
                                        || place.equals("dev.repartee.embedded.KafkaBroker.jars")
                                        || place.equals(
                                                "dev.repartee.knowledge.parsing.ParserProcess.classPath"));
    }

    @Test
    void squaresPowersAndDeepStacksAreSeen() {
        assertThat(slow(example("x*y", Use.SEARCH))).isNotEmpty();
        assertThat(slow(example("x*y", Use.WHOLE))).isEmpty();
        assertThat(slow(example("(a+)+z", Use.WHOLE))).isNotEmpty();
        assertThat(slow(example("(a|b)*c", Use.WHOLE))).isNotEmpty();
        assertThat(slow(example("a++z|b{1,9}c", Use.EITHER))).isNotEmpty();
        assertThat(slow(example("(?<!a)a++z|b{1,9}c", Use.EITHER))).isEmpty();
    }

    private static Expression example(String regex, Use use) {
        return new Expression("example", Pattern.compile(regex), use);
    }

    private static Stream<Map.Entry<String, Long>> slow(Expression expression) {
        List<Hostile> worst =
                new HostileTexts(expression.pattern().pattern())
                        .all().stream()
                                .sorted(
                                        Comparator.comparingLong(
                                                        (Hostile each) ->
                                                                expression.looks(
                                                                        each.text(SHORT), 100_000))
                                                .reversed())
                                .limit(WORST)
                                .toList();
        return worst.stream()
                .map(each -> each.text(LONG))
                .map(
                        text ->
                                expression.looks(text, (long) LOOKS_FOR_A_CHAR * text.length())
                                        / text.length())
                .filter(looks -> looks >= LOOKS_FOR_A_CHAR)
                .map(looks -> Map.entry(expression.place() + "  " + expression.pattern(), looks));
    }
}
