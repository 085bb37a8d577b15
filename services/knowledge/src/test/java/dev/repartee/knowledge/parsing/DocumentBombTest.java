package dev.repartee.knowledge.parsing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.knowledge.parsing.ParseOutcome.Failed;
import dev.repartee.knowledge.parsing.ParseOutcome.Parsed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each in the process that would read it, with little to spend. */
final class DocumentBombTest {

    private static final ParserLimits LITTLE =
            new ParserLimits(Duration.ofSeconds(30), 96, 100_000, 16);

    @TempDir private Path folder;

    @Test
    void entitiesThatGrowAreNotWrittenOut() throws Exception {
        assertNeverWrittenOut("laughs.xhtml", Bombs.laughingPage(), "laughlaugh".repeat(100));
        assertNeverWrittenOut("laughs.docx", Bombs.laughingDocx(), "laughlaugh".repeat(100));
        assertNeverWrittenOut("square.xhtml", Bombs.quadraticPage(), "a".repeat(100_000));
    }

    @Test
    void partsInPartsWithoutEndAreGivenUp() throws Exception {
        assertThat(read("deep.docx", Bombs.deepDocx(20_000))).isNotNull();
    }

    @Test
    void aSheetOfOneFarCellIsNoLargerThanThatCell() throws Exception {
        assertThat(read("far.xlsx", Bombs.farCell()).toString()).hasSizeLessThan(1_000);
    }

    @Test
    void aPageThatUnpacksToALibraryIsGivenUp() throws Exception {
        byte[] bomb = Bombs.packedPdf(64);
        assertThat(bomb.length).isLessThan(500_000);
        assertThat(read("library.pdf", bomb))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed ->
                                assertThat(failed.failure())
                                        .isIn(
                                                ParseFailure.TOO_LARGE,
                                                ParseFailure.OUT_OF_MEMORY,
                                                ParseFailure.TIMEOUT));
    }

    @Test
    void aPictureIsNeverUnpacked() throws Exception {
        assertThat(read("picture.pdf", Bombs.hugePicturePdf()))
                .isInstanceOfSatisfying(
                        Parsed.class,
                        parsed -> assertThat(parsed.markdown()).contains("beside a picture"));
    }

    @Test
    void pagesInACircleEnd() throws Exception {
        assertThat(read("circle.pdf", Bombs.circularPdf()).toString()).hasSizeLessThan(10_000);
    }

    @Test
    void anArchiveIsNotOpenedWhateverItIsCalled() throws Exception {
        byte[] inner = SampleFiles.zip(Map.of("a.txt", "hidden".getBytes(StandardCharsets.UTF_8)));
        byte[] outer = SampleFiles.zip(Map.of("inner.zip", inner));
        for (String name : new String[] {"a.zip", "a.docx", "a.epub", "a.pdf"}) {
            assertThat(read(name, outer)).isInstanceOf(Failed.class);
        }
    }

    private void assertNeverWrittenOut(String name, byte[] bytes, String much) throws Exception {
        assertThat(read(name, bytes).toString()).doesNotContain(much);
    }

    /** Leaves nothing behind, whatever came of it. */
    private ParseOutcome read(String name, byte[] bytes) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("upload"), bytes);
        Path scratch = folder.resolve("scratch");
        ParseOutcome outcome = new ParserProcess(LITTLE, scratch).parse(file, name, "");
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
        return outcome;
    }
}
