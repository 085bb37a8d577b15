package dev.repartee.language.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repartee.contract.ReparteeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetFilesTest {

    @TempDir private Path folder;

    @Test
    void readsOurYamlWithMarkedValuesAndLanguages() {
        Dataset dataset =
                DatasetFiles.parse(
                        "inbox.yml",
                        """
                        intents:
                          ORDER_REQUEST:
                            - send me [two](quantity) [lamps](product)
                            - "[ten](quantity) chairs: please"
                          GREETING:
                            en:
                              - hello
                            es:
                              - hola
                          NEGATE:
                            - no
                        """);

        assertThat(dataset.intents()).containsExactly("GREETING", "NEGATE", "ORDER_REQUEST");
        assertThat(dataset.examples().getFirst())
                .isEqualTo(
                        new Example(
                                "send me two lamps",
                                "ORDER_REQUEST",
                                List.of(
                                        new Annotation(8, 11, "quantity"),
                                        new Annotation(12, 17, "product"))));
        assertThat(dataset.examples()).contains(new Example("no", "NEGATE"));
        assertThat(dataset.entries().getLast().place()).isEqualTo("inbox.yml:11");
    }

    @Test
    void readsRasaYaml() {
        Dataset dataset =
                DatasetFiles.parse(
                        "nlu.yml",
                        """
                        version: "3.1"
                        nlu:
                        - intent: book
                          examples: |
                            - a table in [Rome]{"entity": "city", "role": "place"}
                            - table for [two](number:2)
                        - synonym: two
                          examples: |
                            - 2
                        """);

        assertThat(dataset.examples())
                .containsExactly(
                        new Example(
                                "a table in Rome", "book", List.of(new Annotation(11, 15, "city"))),
                        new Example(
                                "table for two",
                                "book",
                                List.of(new Annotation(10, 13, "number"))));
        assertThat(dataset.entries().getFirst().line()).isEqualTo(5);
    }

    @Test
    void readsRasaJsonWhoseOffsetsCountCodePoints() {
        Dataset dataset =
                DatasetFiles.parse(
                        "nlu.json",
                        """
                        {"rasa_nlu_data": {"common_examples": [
                          {"text": "\uD83D\uDE00 to Rome", "intent": "travel",
                           "entities": [{"start": 5, "end": 9, "entity": "city"}]}]}}
                        """);

        Example example = dataset.examples().getFirst();
        Annotation city = example.annotations().getFirst();
        assertThat(example.text().substring(city.start(), city.end())).isEqualTo("Rome");
    }

    @Test
    void readsCsvWithQuotesAndAnySeparator() {
        assertThat(
                        DatasetFiles.parse(
                                        "a.csv", "text,intent\n\"one, \"\"two\"\"\nthree\",COUNT\n")
                                .examples())
                .containsExactly(new Example("one, \"two\"\nthree", "COUNT"));
        assertThat(DatasetFiles.parse("a.csv", "Label;Utterance\r\nCOUNT;one\r\n").examples())
                .containsExactly(new Example("one", "COUNT"));
        assertThat(DatasetFiles.parse("a.tsv", "\uFEFFtext\tintent\none\tCOUNT").examples())
                .containsExactly(new Example("one", "COUNT"));
    }

    @Test
    void readsFoldersThatKeepTestFilesApart() throws IOException {
        write("trainset/a.csv", "scenario;intent;answer_annotation\nclock;set;at [time : nine]\n");
        write("testset/a.csv", "scenario;intent;answer_annotation\nclock;set;at [time : ten]\n");
        write("testset/copy/a.csv", "scenario;intent;answer_annotation\nclock;set;again\n");

        DatasetSplit split = DatasetFiles.split(folder);

        assertThat(split.train().examples())
                .containsExactly(
                        new Example("at nine", "clock_set", List.of(new Annotation(3, 7, "time"))));
        assertThat(split.test()).isNotNull();
        assertThat(split.test().examples()).extracting(Example::text).containsExactly("at ten");
    }

    @Test
    void readsSnipsFolders() throws IOException {
        String piece =
                "{\"%s\": [{\"data\": [{\"text\": \"in \"}, {\"text\": \"Rome\", \"entity\": \"city\"}]}]}";
        write("GetWeather/train_GetWeather.json", piece.formatted("GetWeather"));
        write("GetWeather/train_GetWeather_full.json", piece.formatted("GetWeather"));
        write("GetWeather/validate_GetWeather.json", piece.formatted("GetWeather"));

        DatasetSplit split = DatasetFiles.split(folder);

        assertThat(split.train().examples())
                .containsExactly(
                        new Example(
                                "in Rome", "GetWeather", List.of(new Annotation(3, 7, "city"))));
        assertThat(split.test()).isNotNull();
    }

    @Test
    void namesFileLineAndCauseOfWhatIsWrong() {
        refuses(
                "a.yml",
                "intents:\n  A:\n    - one\n  B: []\n",
                "a.yml:4: the intent has no examples");
        refuses("a.yml", "intents:\n  A:\n    - one: two\n", "a.yml:3: expected a text");
        refuses("a.yml", "intents:\n  A:\n    - [x](y) z\n", "a.yml:3: not YAML");
        refuses("a.yml", "intents:\n  A: [a]\n  A: [b]\n", "a.yml:3: the same name as in line 2");
        refuses("a.yml", "- one\n", "expected 'intents:'");
        refuses("a.yml", "", "expected 'intents:'");
        refuses("a.csv", "a,b\n1,2\n", "a.csv:1: the heading names no column intent");
        refuses("a.csv", "text,intent\none,A\ntwo\n", "a.csv:3: 1 columns");
        refuses("a.csv", "text,intent\none,A\n\"two,B\n", "a.csv:3: a quote is opened");
        refuses("a.csv", "text,intent\n,A\n", "a.csv:2: an example needs a text");
        refuses(
                "a.csv",
                "text,intent\n" + "x".repeat(10_001) + ",A\n",
                "a.csv:2: an example is longer");
        refuses("a.json", "{\n\n nonsense", "a.json:3: not JSON");
        refuses("a.json", "[".repeat(100_000), "not JSON");
        refuses("a.json", "[{\"text\": \"hi\"}]", "a.json:1: the example lacks");
        refuses("a.txt", "hello", "expected a file .yml");
    }

    @Test
    void refusesYamlBombsAndOtherEncodings() throws IOException {
        refuses("a.yml", "a: ".repeat(50_000), "not YAML");
        refuses("a.yml", "intents:\n" + "  ".repeat(2) + "A: " + "[".repeat(5_000), "not YAML");
        write("b.csv", "text,intent\none,A\n");
        Files.write(
                folder.resolve("b.csv"),
                "text,intent\none,A\nse\u00F1or,B\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatExceptionOfType(ReparteeException.class)
                .isThrownBy(() -> DatasetFiles.read(folder))
                .withMessageContaining("b.csv:3: not UTF-8");
    }

    @Test
    void findsContradictionsDuplicatesAndIntentsWithFewExamples() {
        Dataset dataset =
                DatasetFiles.parse("a.csv", "text,intent\nHello!,A\nhello,B\nhello ,A\nbye,B\n");

        assertThat(DatasetInspection.inspect(dataset))
                .extracting(DatasetInspection.Finding::kind)
                .containsExactly(
                        DatasetInspection.Kind.CONTRADICTION,
                        DatasetInspection.Kind.DUPLICATE,
                        DatasetInspection.Kind.FEW_EXAMPLES,
                        DatasetInspection.Kind.FEW_EXAMPLES);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void refuses(String name, String text, String cause) {
        assertThatExceptionOfType(ReparteeException.class)
                .isThrownBy(() -> DatasetFiles.parse(name, text))
                .withMessageContaining(cause);
    }
}
