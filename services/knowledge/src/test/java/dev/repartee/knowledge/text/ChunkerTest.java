package dev.repartee.knowledge.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.knowledge.Document;
import dev.repartee.knowledge.DocumentDraft;
import dev.repartee.knowledge.Samples;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChunkerTest {

    @Test
    void carriesTheHeadingsAbove() {
        assertThat(chunks(Samples.HANDBOOK))
                .extracting(Chunk::section)
                .containsExactly(
                        "Lumen Lamps",
                        "Lumen Lamps > Opening hours",
                        "Lumen Lamps > Delivery",
                        "Lumen Lamps > Returns",
                        "Lumen Lamps > Payment");
    }

    @Test
    void knowsUnderlinedHeadingsAndIgnoresThoseInCode() {
        List<Chunk> chunks =
                chunks(
                        markdown(
                                """
                                Title
                                =====
                                Some words.

                                Part
                                ----
                                ```
                                # not a heading
                                ```
                                """));
        assertThat(chunks).extracting(Chunk::section).containsExactly("Title", "Title > Part");
    }

    @Test
    void keepsEachQuestionWithItsAnswer() {
        List<Chunk> chunks = chunks(Samples.FAQ);
        assertThat(chunks)
                .hasSize(3)
                .allSatisfy(
                        chunk ->
                                assertThat(chunk.text(Samples.FAQ.content()))
                                        .startsWith("Q: ")
                                        .contains("\nA: "));
    }

    @Test
    void keepsAListWithTheSentenceThatIntroducesIt() {
        Chunk payment = chunks(Samples.HANDBOOK).getLast();
        assertThat(payment.text(Samples.HANDBOOK.content()))
                .startsWith("You can pay")
                .endsWith("- bank transfer");
    }

    @Test
    void joinsShortParagraphsAndCutsLongOnesBetweenSentences() {
        Document shortOnes = plain("A few words are here.\n\n".repeat(60));
        assertThat(chunks(shortOnes))
                .hasSizeBetween(2, 3)
                .allSatisfy(
                        chunk ->
                                assertThat(words(chunk.text(shortOnes.content())))
                                        .isBetween(20, 180));

        Document longOne = plain("This is one sentence of exactly nine words long. ".repeat(100));
        assertThat(chunks(longOne))
                .hasSizeGreaterThan(4)
                .allSatisfy(
                        chunk -> {
                            assertThat(words(chunk.text(longOne.content())))
                                    .isLessThanOrEqualTo(180);
                            assertThat(chunk.text(longOne.content())).endsWith(".");
                        });
    }

    @Test
    void losesNoWord() {
        for (Document document : List.of(Samples.HANDBOOK, Samples.FAQ, Samples.GERMAN)) {
            String chunked =
                    chunks(document).stream()
                            .map(chunk -> chunk.section() + " " + chunk.text(document.content()))
                            .reduce("", (a, b) -> a + " " + b);
            for (String word : document.content().split("[\\s#]+")) {
                assertThat(chunked).contains(word);
            }
        }
    }

    @Test
    void knowsTheHeadOfATableThatWasCut() {
        String table = "Prices:\n| Lamp | Price |\n| --- | --- |\n| Aurora | 49 |\n| Luna | 59 |";
        assertThat(Chunker.tableHead(table, table.indexOf("| Luna"))).isEqualTo("| Lamp | Price |");
        assertThat(Chunker.tableHead(table, table.indexOf("| Lamp"))).isEmpty();
        assertThat(Chunker.tableHead(table, 0)).isEmpty();
        assertThat(Chunker.tableHead(table, table.length())).isEmpty();
        assertThat(Chunker.tableHead("| a |\n| b |", 6)).isEqualTo("| a |");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a ",
                "\n",
                "# ",
                "#\n",
                "- x\n",
                "Q: a\n",
                "Q: a\nA: b\n",
                "|a|\n",
                "```\n",
                "====\n",
                "字",
                "x\n\n",
                ". ",
                "1. "
            })
    void copesWithHostileDocuments(String piece) {
        Document hostile = markdown(piece.repeat(200_000 / piece.length()));
        Assertions.assertTimeout(
                Duration.ofSeconds(30),
                () -> {
                    int from = 0;
                    for (Chunk chunk : chunks(hostile)) {
                        assertThat(chunk.start()).isGreaterThanOrEqualTo(from);
                        assertThat(chunk.end()).isGreaterThan(chunk.start());
                        from = chunk.end();
                    }
                });
    }

    private static List<Chunk> chunks(Document document) {
        return Chunker.chunk(
                document.content(), document.mediaType().equals(DocumentDraft.MARKDOWN));
    }

    private static int words(String text) {
        return text.split("\\s+").length;
    }

    private static Document plain(String content) {
        return new Document("d", "t", DocumentDraft.PLAIN, content);
    }

    private static Document markdown(String content) {
        return new Document("d", "t", DocumentDraft.MARKDOWN, content);
    }
}
