package dev.repartee.knowledge.parsing.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.knowledge.parsing.ParseFailure;
import dev.repartee.knowledge.parsing.ParseOutcome;
import dev.repartee.knowledge.parsing.ParseOutcome.Failed;
import dev.repartee.knowledge.parsing.ParseOutcome.Parsed;
import dev.repartee.knowledge.parsing.SampleFiles;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileReadingTest {

    @TempDir private Path folder;

    @Test
    void findsTheHeadingsOfAPdfByTheirPrint() throws IOException {
        List<List<String>> pages = new ArrayList<>();
        for (int page = 1; page <= 3; page++) {
            pages.add(
                    List.of(
                            "Lamp manual, edition 7",
                            "",
                            "# Chapter " + page,
                            "The lamp takes bulbs of up to 40 watts. Do not touch the hot sur-",
                            "face before it has cooled down for ten minutes.",
                            "",
                            "Page " + page + " of 3"));
        }
        assertThat(markdown("manual.pdf", SampleFiles.pdf(pages)))
                .contains("# Chapter 1\n\nThe lamp takes bulbs")
                .contains("hot surface before")
                .doesNotContain("edition 7")
                .doesNotContain("Page 2 of 3");
    }

    @Test
    void readsHeadingsAndTablesOfWord() throws IOException {
        String body =
                "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>Prices</w:t></w:r></w:p>"
                        + "<w:p><w:r><w:t>All prices are in euros.</w:t></w:r></w:p><w:tbl>"
                        + row("Lamp", "Price")
                        + row("Aurora", "49")
                        + "</w:tbl>";
        assertThat(markdown("prices.docx", SampleFiles.docx(body)))
                .isEqualTo(
                        "# Prices\n\nAll prices are in euros.\n\n| Lamp | Price |\n| --- | --- |\n| Aurora | 49 |");
    }

    private static String row(String... cells) {
        var row = new StringBuilder("<w:tr>");
        for (String cell : cells) {
            row.append("<w:tc><w:p><w:r><w:t>" + cell + "</w:t></w:r></w:p></w:tc>");
        }
        return row + "</w:tr>";
    }

    @Test
    void readsThePartsOfAPageThatPeopleRead() throws IOException {
        String page =
                """
                <html><head><title>Help &amp; contact</title><style>p{}</style>
                <script>alert('stolen')</script></head><body>
                <nav><a href="/">Home</a></nav>
                <h1>Help</h1><div>First part.</div><div>Second <b>part</b>.</div>
                <ul><li>one</li><li>two<ol><li>inner</li></ol></li></ul>
                <table><tr><th>Day</th><th>Hours</th></tr><tr><td>Monday</td><td>9 | 18</td></tr></table>
                <dl><dt>Do you ship?</dt><dd>Yes, worldwide.</dd></dl>
                <pre>code  kept</pre><p>unclosed
                """;
        ParseOutcome outcome = read("help.html", page.getBytes(StandardCharsets.UTF_8));
        assertThat(outcome)
                .isEqualTo(
                        new Parsed(
                                "Help & contact",
                                "text/html",
                                """
                                # Help

                                First part.

                                Second part.

                                - one
                                - two
                                  1. inner

                                | Day | Hours |
                                | --- | --- |
                                | Monday | 9 / 18 |

                                Q: Do you ship?
                                A: Yes, worldwide.

                                ```
                                code  kept
                                ```

                                unclosed"""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div>",
                "<table><tr><td>",
                "<ul><li>",
                "<b><i>",
                "<!--",
                "<svg><",
                "&#x110000;",
                "<a href=\"javascript:x\">",
                "<!DOCTYPE a [<!ENTITY x \"xxxxxxxxxx\">]>",
                "\0"
            })
    void survivesHostilePages(String piece) throws IOException {
        String page = "<html><body>" + piece.repeat(20_000) + "end</body></html>";
        ParseOutcome outcome = read("x.html", page.getBytes(StandardCharsets.UTF_8));
        if (outcome instanceof Parsed(String title, String type, String markdown)) {
            assertThat(markdown).doesNotContain("\0").doesNotContain("javascript");
        } else {
            assertThat(((Failed) outcome).failure())
                    .isIn(ParseFailure.BROKEN, ParseFailure.EMPTY, ParseFailure.TOO_LARGE);
        }
    }

    @Test
    void neverFetchesWhatAFileNames() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "top secret");
        String page =
                "<?xml version=\"1.0\"?><!DOCTYPE html [<!ENTITY x SYSTEM \""
                        + secret.toUri()
                        + "\">]><html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>Hello &x;</p></body></html>";
        assertThat(read("page.xhtml", page.getBytes(StandardCharsets.UTF_8)).toString())
                .doesNotContain("top secret");
        String body = "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>";
        byte[] docx = SampleFiles.docx(body);
        assertThat(read("a.docx", docx).toString()).doesNotContain("top secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
            Question,Answer\\nDo you ship?,^Yes, ^^everywhere^^^\\n ~ Q: Do you ship?\\nA: Yes, ^everywhere^
            id;Frage;Antwort\\n1;Wann?;Um neun.\\n;;\\n ~ Q: Wann?\\nA: Um neun.
            Is it open?,Yes.\\nIs it far?,No.\\n ~ Q: Is it open?\\nA: Yes.\\n\\nQ: Is it far?\\nA: No.
            lamp\\tprice\\nAurora\\t49\\nLuna\\t59\\n ~ - lamp: Aurora; price: 49\\n- lamp: Luna; price: 59
            lamp,price\\n ~ - lamp; price
            """)
    void writesEachRowSoThatItStandsAlone(String csv, String markdown) throws IOException {
        assertThat(markdown("t.csv", written(csv).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(written(markdown));
    }

    private static String written(String line) {
        return line.replace("\\n", "\n").replace("\\t", "\t").replace('^', '"');
    }

    @Test
    void saysWhereATableIsBroken() throws IOException {
        assertThat(read("t.csv", "a,b\n1,\"2\n3,4\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(
                        new Failed(
                                ParseFailure.BROKEN,
                                "the quotation mark opened in line 2 never ends"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "windows-1252"})
    void readsTextInItsEncoding(String charset) throws IOException {
        String text =
                "Größe, Länge und Gewicht der Lampe stehen auf dem Karton.\r\nFür Rückfragen: Straße 4.\n";
        byte[] bytes =
                (charset.startsWith("UTF-16") ? "\uFEFF" + text : text)
                        .getBytes(Charset.forName(charset));
        assertThat(markdown("größen.txt", bytes)).isEqualTo(text.replace("\r", ""));
    }

    @Test
    void takesMarkdownAsItIs() throws IOException {
        String text = "# Title\n\n- a\n- b\n\n**bold**\n";
        assertThat(markdown("a.md", text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
    }

    @Test
    void refusesWhatIsNotWhatItIsCalled() throws IOException {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
        assertFailed(ParseFailure.UNSUPPORTED, "manual.pdf", png);
        assertFailed(ParseFailure.UNSUPPORTED, "notes.txt", new byte[] {0x7f, 'E', 'L', 'F', 2, 1});
        assertFailed(
                ParseFailure.BROKEN, "manual.pdf", "just words".getBytes(StandardCharsets.UTF_8));
        byte[] archive = SampleFiles.zip(Map.of("a.txt", new byte[] {'a'}));
        assertFailed(ParseFailure.UNSUPPORTED, "a.zip", archive);
    }

    @Test
    void refusesWhatIsLocked() throws IOException {
        assertFailed(ParseFailure.ENCRYPTED, "locked.pdf", SampleFiles.encryptedPdf());
    }

    @Test
    void refusesWhatIsEmpty() throws IOException {
        assertFailed(ParseFailure.EMPTY, "a.txt", new byte[0]);
        assertFailed(ParseFailure.EMPTY, "a.txt", " \n\t ".getBytes(StandardCharsets.UTF_8));
        assertFailed(ParseFailure.EMPTY, "scan.pdf", SampleFiles.pdf(List.of(List.of())));
        assertFailed(
                ParseFailure.EMPTY,
                "a.html",
                "<html><body><script>x</script></body></html>".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesWhatIsDamaged() throws IOException {
        byte[] pdf = SampleFiles.pdf(List.of(List.of("words")));
        byte[] docx = SampleFiles.docx("<w:p><w:r><w:t>words</w:t></w:r></w:p>");
        for (byte[] whole : List.of(pdf, docx)) {
            String name = whole == pdf ? "a.pdf" : "a.docx";
            assertThat(read(name, Arrays.copyOf(whole, whole.length / 3)))
                    .isInstanceOf(Failed.class);
            Random random = new Random(7);
            for (int round = 0; round < 20; round++) {
                byte[] damaged = whole.clone();
                for (int i = 0; i < 40; i++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                assertThat(read(name, damaged)).isNotNull();
            }
        }
    }

    @Test
    void refusesWhatIsTooLong() throws IOException {
        byte[] text = "word ".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(folder.resolve("long"), text);
        for (String name : List.of("a.txt", "a.html", "a.csv", "a.md")) {
            assertThat(new FileReading(100_000).read(file, name, ""))
                    .isInstanceOfSatisfying(
                            Failed.class,
                            failed -> {
                                assertThat(failed.failure()).isEqualTo(ParseFailure.TOO_LARGE);
                                assertThat(failed.detail()).contains("100000");
                            });
        }
    }

    @Test
    void refusesWhatUnpacksToFarTooMuch() throws IOException {
        Path file = folder.resolve("bomb.docx");
        SampleFiles.docxBomb(file, 64);
        assertThat(Files.size(file)).isLessThan(100_000);
        assertThat(new FileReading(5_000_000).read(file, "bomb.docx", ""))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(ParseFailure.TOO_LARGE));
    }

    private void assertFailed(ParseFailure failure, String name, byte[] bytes) throws IOException {
        assertThat(read(name, bytes))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.failure()).isEqualTo(failure));
    }

    private String markdown(String name, byte[] bytes) throws IOException {
        return assertThat(read(name, bytes))
                .isInstanceOf(Parsed.class)
                .extracting(outcome -> ((Parsed) outcome).markdown())
                .actual();
    }

    private ParseOutcome read(String name, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("upload"), bytes);
        return new FileReading(5_000_000).read(file, name, "");
    }
}
