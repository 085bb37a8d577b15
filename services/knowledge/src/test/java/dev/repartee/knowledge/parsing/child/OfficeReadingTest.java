package dev.repartee.knowledge.parsing.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.knowledge.parsing.OfficeFiles;
import dev.repartee.knowledge.parsing.ParseFailure;
import dev.repartee.knowledge.parsing.ParseOutcome;
import dev.repartee.knowledge.parsing.ParseOutcome.Failed;
import dev.repartee.knowledge.parsing.ParseOutcome.Parsed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads what word processors, presentations, spreadsheets and e-book programs write. */
final class OfficeReadingTest {

    private static final List<List<Object>> PRICES =
            List.of(List.of("Lamp", "Price"), List.of("Aurora", 49), List.of("Luna|2", 59.5));
    private static final String PRICE_TABLE =
            "| Lamp | Price |\n| --- | --- |\n| Aurora | 49 |\n| Luna/2 | 59.5 |";
    private static final List<List<String>> SLIDES =
            List.of(
                    List.of("Opening hours", "We open at nine.", "On Sunday we are closed."),
                    List.of("Returns", "Lamps can be returned for 30 days."));

    @TempDir private Path folder;

    @Test
    void readsRichTextWithItsLetters() throws IOException {
        byte[] rtf =
                OfficeFiles.rtf(
                        "{\\info{\\title Care of lamps}}\\pard Gr\\'f6\\'dfe und L\\u228?nge stehen auf dem"
                                + " Karton.\\par\nDo {\\b not} wash it.\\par {\\*\\generator hidden words;}");
        Parsed parsed = parsed("care.rtf", rtf);
        assertThat(parsed.title()).isEqualTo("Care of lamps");
        assertThat(parsed.markdown())
                .contains("Größe und Länge stehen auf dem Karton.\n\nDo not wash it.")
                .doesNotContain("hidden words");
    }

    @Test
    void readsLettersOfOldWordProcessors() throws IOException {
        byte[] letter =
                OfficeFiles.doc(
                        List.of(
                                "Opening hours",
                                "Größe 42 ist da. 営業時間",
                                "On Sunday we are closed."));
        assertThat(parsed("letter.doc", letter).markdown())
                .isEqualTo("Opening hours\n\nGröße 42 ist da. 営業時間\n\nOn Sunday we are closed.");
        assertThat(parsed("letter", letter).markdown()).contains("Größe 42");
    }

    @Test
    void readsChaptersOfABookInTheirOrder() throws IOException {
        byte[] epub =
                OfficeFiles.epub(
                        "The lamp book",
                        List.of(
                                "<h1>Bulbs</h1><p>Bulbs of 40 watts fit.</p><script>bad()</script>",
                                "<h1>Shades</h1><ul><li>paper</li><li>glass</li></ul>"));
        Parsed parsed = parsed("book.epub", epub);
        assertThat(parsed.title()).isEqualTo("The lamp book");
        assertThat(parsed.markdown())
                .contains("# Bulbs\n\nBulbs of 40 watts fit.")
                .contains("# Shades\n\n- paper\n- glass")
                .doesNotContain("bad()");
        assertThat(parsed.markdown().indexOf("Bulbs"))
                .isLessThan(parsed.markdown().indexOf("Shades"));
    }

    @Test
    void readsHeadingsListsAndTablesOfOpenDocumentTexts() throws IOException {
        byte[] odt =
                OfficeFiles.openDocument(
                        "text",
                        "<text:h text:outline-level=\"2\">Prices</text:h><text:p>In euros.</text:p>"
                                + "<text:list><text:list-item><text:p>with bulb</text:p></text:list-item>"
                                + "<text:list-item><text:p>without</text:p></text:list-item></text:list>"
                                + table("Lamp", "Price", "Aurora", "49"));
        assertThat(parsed("prices.odt", odt).markdown())
                .contains("## Prices\n\nIn euros.")
                .contains("- with bulb\n- without")
                .contains("| Lamp | Price |\n| --- | --- |\n| Aurora | 49 |");
    }

    @Test
    void readsOpenDocumentSheetsAndSlides() throws IOException {
        byte[] ods =
                OfficeFiles.openDocument("spreadsheet", table("Lamp", "Price", "Aurora", "49"));
        assertThat(parsed("prices.ods", ods).markdown())
                .contains("| Lamp | Price |\n| --- | --- |\n| Aurora | 49 |");
        byte[] odp =
                OfficeFiles.openDocument(
                        "presentation",
                        "<draw:page draw:name=\"one\"><draw:frame><draw:text-box><text:p>We open at"
                                + " nine.</text:p></draw:text-box></draw:frame></draw:page>");
        assertThat(parsed("hours.odp", odp).markdown()).contains("We open at nine.");
    }

    private static String table(String... cells) {
        var table = new StringBuilder("<table:table table:name=\"t\">");
        for (int i = 0; i < cells.length; i += 2) {
            table.append("<table:table-row>");
            for (String cell : List.of(cells[i], cells[i + 1])) {
                table.append("<table:table-cell><text:p>" + cell + "</text:p></table:table-cell>");
            }
            table.append("</table:table-row>");
        }
        return table + "</table:table>";
    }

    @Test
    void readsSlidesUnderTheirTitles() throws IOException {
        String old = parsed("deck.ppt", OfficeFiles.ppt(SLIDES)).markdown();
        assertThat(old)
                .contains("## Opening hours")
                .containsSubsequence(
                        "We open at nine.",
                        "On Sunday we are closed.",
                        "## Returns",
                        "Lamps can be returned for 30 days.");
        assertThat(parsed("deck.pptx", OfficeFiles.pptx(SLIDES)).markdown())
                .containsSubsequence(
                        "## Opening hours", "We open at nine.", "## Returns", "for 30 days.");
    }

    @Test
    void readsSheetsAsTables() throws IOException {
        assertThat(parsed("p.xls", OfficeFiles.xls("Prices", PRICES)).markdown())
                .contains("Prices")
                .contains(PRICE_TABLE);
        assertThat(parsed("p.xlsx", OfficeFiles.xlsx("Prices", PRICES)).markdown())
                .contains("Prices")
                .contains(PRICE_TABLE);
    }

    @Test
    void tellsWhatAFileIsByItsContentAndNotByItsName() throws IOException {
        assertThat(parsed("prices.doc", OfficeFiles.xls("Prices", PRICES)).markdown())
                .contains(PRICE_TABLE);
        assertThat(parsed("letter.rtf", "just words".getBytes(StandardCharsets.UTF_8)).markdown())
                .isEqualTo("just words");
    }

    @Test
    void saysThatALockedSheetIsLocked() throws IOException {
        assertThat(read("locked.xls", OfficeFiles.lockedXls()))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(ParseFailure.ENCRYPTED));
    }

    @Test
    void neverFetchesWhatABookOrTextNames() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "top secret");
        String entity =
                "<!DOCTYPE x [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><p>Hello &x;</p>";
        assertThat(read("a.epub", OfficeFiles.epub("Book", List.of(entity))).toString())
                .doesNotContain("top secret");
        assertThat(read("a.odt", OfficeFiles.openDocument("text", entity)).toString())
                .doesNotContain("top secret");
    }

    @Test
    void comesBackFromEveryDamage() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("a.rtf", OfficeFiles.rtf("{\\b words}\\par words"));
        files.put("a.epub", OfficeFiles.epub("Book", List.of("<p>words</p>")));
        files.put("a.odt", OfficeFiles.openDocument("text", "<text:p>words</text:p>"));
        files.put("a.doc", OfficeFiles.doc(List.of("words", "more words")));
        files.put("a.ppt", OfficeFiles.ppt(SLIDES));
        files.put("a.xls", OfficeFiles.xls("Prices", PRICES));
        Random random = new Random(11);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            byte[] whole = file.getValue();
            assertThat(read(file.getKey(), Arrays.copyOf(whole, whole.length / 3))).isNotNull();
            for (int round = 0; round < 8; round++) {
                byte[] damaged = whole.clone();
                for (int i = 0; i < 30; i++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                assertThat(read(file.getKey(), damaged)).isNotNull();
            }
        }
        String deep = "{".repeat(50_000) + "words" + "}".repeat(50_000);
        assertThat(read("deep.rtf", OfficeFiles.rtf(deep))).isNotNull();
    }

    private Parsed parsed(String name, byte[] bytes) throws IOException {
        ParseOutcome outcome = read(name, bytes);
        assertThat(outcome).isInstanceOf(Parsed.class);
        return (Parsed) outcome;
    }

    private ParseOutcome read(String name, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("upload"), bytes);
        return new FileReading(5_000_000).read(file, name, "");
    }
}
