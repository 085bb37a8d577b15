package dev.repartee.app.command.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {

    private static final List<String> GOODS =
            List.of("lamps", "chairs", "mugs", "hoses", "candles", "tables", "rugs", "pots");

    @TempDir private static Path folder;

    private static Path inbox;

    private final StringWriter out = new StringWriter();
    private final StringWriter complaints = new StringWriter();

    @BeforeAll
    static void writeExamples() throws Exception {
        inbox = write("inbox.csv", "text,intent", EvaluateCommandTest::shopping);
    }

    @Test
    void crossValidatesExamplesThatHaveNoTestFiles() {
        assertThat(run(inbox)).isZero();

        assertThat(out.toString())
                .contains("examples                     24 of 3 intents")
                .containsPattern("training +\\d+\\.\\d s")
                .containsPattern("accuracy +\\d+\\.\\d\\d % of 24")
                .containsPattern("macro F1 +\\d+\\.\\d\\d %")
                .containsPattern("calibration error \\(ECE\\) +\\d+\\.\\d\\d %")
                .containsPattern("one message +median \\d+ us, P99 \\d+ us, \\d+ a second of CPU")
                .containsPattern("on the clock +median \\d+ us, P99 \\d+ us, \\d+ a second")
                .containsPattern("language +\\d+ us\\n +rules and entities +\\d+ us\\n +intents +")
                .doesNotContain("out of scope", "slots");
    }

    @Test
    void measuresWithTheTestFilesOfAFolderAndTheirMarkedValues() throws Exception {
        String heading = "scenario;intent;answer_annotation";
        write("hwu/trainset/shop.csv", heading, goods -> marked(goods, "order", "buy"));
        write("hwu/trainset/cost.csv", heading, goods -> marked(goods, "price", "how much are"));
        write("hwu/testset/shop.csv", heading, goods -> marked(goods, "order", "buy some"));

        assertThat(run(folder.resolve("hwu"), "--slots")).isZero();

        assertThat(out.toString())
                .contains("16 of 2 intents")
                .contains("accuracy                     100.00 % of 8")
                .containsPattern("slots, exact spans +F1 \\d+\\.\\d\\d %, .*recall 100\\.00 %");
    }

    @Test
    void holdsExamplesOutForTheSlotTaggerWhenThereAreNoTestFiles() throws Exception {
        Path marked =
                write(
                        "marked.yml",
                        "intents:",
                        goods ->
                                Stream.of(
                                        "  order_%s:".formatted(goods),
                                        "    - buy [%s](product)".formatted(goods),
                                        "    - please buy [%s](product) now".formatted(goods)));

        assertThat(run(marked, "--slots")).isZero();

        assertThat(out.toString()).containsPattern("slots, exact spans +F1 \\d+\\.\\d\\d %");
    }

    @Test
    void measuresWhatIsRefusedOfMessagesOutOfScope() throws Exception {
        Path others =
                write(
                        "others.csv",
                        "text,intent",
                        goods -> Stream.of("who won the %s cup in chess,NONE".formatted(goods)));

        assertThat(run(inbox, "--out-of-scope", others.toString(), "--leave-out", "1")).isZero();

        assertThat(out.toString())
                .containsPattern("out of scope: \\d+ messages of other files")
                .contains("out of scope: 24 messages of 1 intents left out")
                .containsPattern("refused, 95 % kept +\\d+\\.\\d %")
                .containsPattern("as set +\\d+\\.\\d % refused, \\d+\\.\\d % kept");
    }

    @Test
    void learnsFromFewExamplesOfEachIntentThreeTimes() {
        assertThat(run(inbox, "--few-shot", "2")).isZero();

        assertThat(out.toString()).containsPattern("accuracy +\\d+\\.\\d\\d % of 15");
    }

    @Test
    void tellsOfContradictionsByTheirPlace() throws Exception {
        Path contradictory =
                write(
                        "contradictory.csv",
                        "text,intent",
                        goods ->
                                Stream.of(
                                        "give me %s,ORDER".formatted(goods),
                                        "give me %s,PRICE".formatted(goods)));

        assertThat(run(contradictory)).isZero();

        assertThat(out.toString())
                .containsPattern("contradiction +contradictory\\.csv:3")
                .doesNotContain("give me lamps");
    }

    @Test
    void refusesWhatCannotBeMeasured() throws Exception {
        Path one = write("one.csv", "text,intent", goods -> Stream.of("buy " + goods + ",ORDER"));
        Path broken = Files.writeString(folder.resolve("broken.yml"), "intents:\n  A: [x]\n  B: 7");

        refuses("at least two intents, not 1", one.toString());
        refuses("--leave-out must leave two of the 3", inbox.toString(), "--leave-out", "2");
        refuses("--cross-validate takes 2 or more", inbox.toString(), "--cross-validate", "1");
        refuses("--few-shot 1 or more", inbox.toString(), "--few-shot", "-1");
        refuses("broken.yml:3", broken.toString());
        refuses("nowhere", folder.resolve("nowhere").toString());
    }

    private void refuses(String cause, String... arguments) {
        complaints.getBuffer().setLength(0);
        assertThat(execute(arguments)).isNotZero();
        assertThat(complaints.toString()).contains(cause);
    }

    private int run(Path data, String... options) {
        return execute(
                Stream.concat(Stream.of(data.toString()), Stream.of(options))
                        .toArray(String[]::new));
    }

    private int execute(String... arguments) {
        return new CommandLine(new EvaluateCommand())
                .setOut(new PrintWriter(out))
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> {
                            complaints.append(failure.getMessage());
                            return 1;
                        })
                .execute(arguments);
    }

    private static Stream<String> shopping(String goods) {
        return Stream.of(
                "please send me ten %s,ORDER".formatted(goods),
                "what do the %s cost,PRICE".formatted(goods),
                "call me back about the %s,CALL".formatted(goods));
    }

    private static Stream<String> marked(String goods, String intent, String words) {
        return Stream.of("shop;%s;%s [product : %s]".formatted(intent, words, goods));
    }

    private interface Lines {
        Stream<String> about(String goods);
    }

    private static Path write(String name, String heading, Lines lines) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(
                file,
                Stream.concat(Stream.of(heading), GOODS.stream().flatMap(lines::about)).toList());
    }
}
