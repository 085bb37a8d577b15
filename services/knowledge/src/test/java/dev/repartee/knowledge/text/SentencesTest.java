package dev.repartee.knowledge.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SentencesTest {

    @Test
    void endsAtPunctuation() {
        assertThat(of("One. Two! Three? “Four.” Five"))
                .containsExactly("One.", "Two!", "Three?", "“Four.”", "Five");
        assertThat(of("Really?! Yes... it is.")).containsExactly("Really?!", "Yes... it is.");
    }

    @Test
    void goesOnOverAbbreviationsAndNumbers() {
        assertThat(of("Dr. Smith paid 4.90 euros, e.g. in Berlin. He left."))
                .containsExactly("Dr. Smith paid 4.90 euros, e.g. in Berlin.", "He left.");
        assertThat(of("J. K. Rowling wrote it. Das ist z.B. so.")).hasSize(2);
    }

    @Test
    void endsBeforeListItemsButNotAtWrappedLines() {
        assertThat(of("We take:\n- cards\n- cash\nand more"))
                .containsExactly("We take:", "- cards", "- cash\nand more");
        assertThat(of("A line\nthat wraps. Next.")).containsExactly("A line\nthat wraps.", "Next.");
    }

    @Test
    void knowsOtherScripts() {
        assertThat(of("你好。再见！")).containsExactly("你好。", "再见！");
        assertThat(of("यह एक है। यह दो है।")).containsExactly("यह एक है।", "यह दो है।");
    }

    @Test
    void copesWithNothing() {
        assertThat(of("")).isEmpty();
        assertThat(of(" \n ")).isEmpty();
        assertThat(of("...")).containsExactly("...");
    }

    private static List<String> of(String text) {
        return Sentences.of(text, 0, text.length()).stream()
                .map(span -> text.substring(span.start(), span.end()))
                .toList();
    }
}
