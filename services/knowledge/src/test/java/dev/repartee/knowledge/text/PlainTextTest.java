package dev.repartee.knowledge.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainTextTest {

    @Test
    void takesMarkdownOut() {
        assertThat(
                        PlainText.of(
                                "**Bold** and *it* and `code`, see [here](https://example.com/a) or [there](b.md)."))
                .isEqualTo("Bold and it and code, see here (https://example.com/a) or there.");
        assertThat(PlainText.of("## Head\n> quoted\n```java\ncode\n```"))
                .isEqualTo("Head quoted code");
    }

    @Test
    void joinsWrappedLinesAndKeepsLists() {
        assertThat(PlainText.of("one\n  two\n\nthree:\n- four\n- five\n1. six"))
                .isEqualTo("one two\n\nthree:\n- four\n- five\n1. six");
    }

    @Test
    void leavesWhatOnlyLooksLikeMarkdown() {
        assertThat(PlainText.of("2 * 3 * 4 and snake_case_name [x] !["))
                .isEqualTo("2 * 3 * 4 and snake_case_name [x] ![");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "[", "[a](", "`", "**a", "](", "\n", " \n", "__", "![a](http://", "# "})
    void staysFastOnHostileText(String piece) {
        String hostile = piece.repeat(200_000 / piece.length());
        Assertions.assertTimeout(Duration.ofSeconds(30), () -> PlainText.of(hostile));
    }
}
