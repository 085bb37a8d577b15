package dev.repartee.knowledge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.repartee.contract.ReparteeException;
import dev.repartee.knowledge.ExtractiveAnswerer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetrievalEvaluationTest {

    private static final String SQUAD =
            """
            {"data":[{"title":"Lamps","paragraphs":[
              {"context":"The Aurora lamp was designed by Ada Lind in 1987. It weighs 3 kilograms.","qas":[
                {"id":"1","question":"Who designed the Aurora lamp?","answers":[{"text":"Ada Lind","answer_start":32}]},
                {"id":"2","question":"When was the Aurora designed?","answers":[{"text":"1987","answer_start":44}]},
                {"id":"3","question":"Who sank the ferry in Lisbon?","is_impossible":true,"answers":[]}]},
              {"context":"The Luna lamp hangs from the ceiling of a museum. It is made of paper.","qas":[]}]}]}
            """;

    @TempDir private Path folder;

    @Test
    void measuresASquadFile() throws IOException {
        QuestionSet set = SquadFile.read(file("squad.json", SQUAD));
        assertThat(set.documents()).hasSize(2);
        RetrievalReport report = RetrievalEvaluation.run(set, new ExtractiveAnswerer(0.1));
        assertThat(report.questions()).isEqualTo(2);
        assertThat(report.hit1()).isEqualTo(1);
        assertThat(report.mrr10()).isEqualTo(1);
        RetrievalReport.Answers answers = report.answers();
        assertThat(answers).isNotNull();
        assertThat(answers.exact()).isEqualTo(1);
        assertThat(answers.contains()).isEqualTo(1);
        assertThat(answers.declined()).isEqualTo(1);
    }

    @Test
    void measuresABeirFolder() throws IOException {
        beir(
                "query-id\tcorpus-id\tscore\n"
                        + "q1\td2\t1\n"
                        + "q1\td1\t0\n"
                        + "q2\td3\t2\n"
                        + "q9\td1\t1\n"
                        + "q2\tgone\t1\n");
        assertThat(BeirFolder.is(folder)).isTrue();
        QuestionSet set = BeirFolder.read(folder, "test");
        assertThat(set.questions())
                .extracting(QuestionSet.Judged::relevant)
                .containsExactly(Map.of("d2", 1), Map.of("d3", 2));
        RetrievalReport report = RetrievalEvaluation.run(set, new ExtractiveAnswerer());
        assertThat(report.hit1()).isEqualTo(1);
        assertThat(report.ndcg10()).isEqualTo(1);
        assertThat(report.answers()).isNull();
    }

    private void beir(String judgements) throws IOException {
        file(
                "corpus.jsonl",
                """
                {"_id":"d1","title":"Bread","text":"Bread is baked from flour and water."}
                {"_id":"d2","title":"Wine","text":"Grapes ferment until they are wine."}
                {"_id":"d3","title":"Cheese","text":"Milk curdles, and cheese ripens in caves."}
                """);
        file(
                "queries.jsonl",
                """
                {"_id":"q1","text":"what do grapes become"}
                {"_id":"q2","text":"where does cheese ripen"}
                """);
        Files.createDirectories(folder.resolve("qrels"));
        file("qrels/test.tsv", judgements);
    }

    @ParameterizedTest
    @CsvSource({
        "corpus.jsonl, {\"_id\":1}, line 1",
        "corpus.jsonl, no json, line 1",
        "queries.jsonl, [], line 1",
        "qrels/test.tsv, q1 d2, line 2",
        "qrels/test.tsv, '', no question has a judgement"
    })
    void saysWhereAFolderIsWrong(String name, String content, String where) throws IOException {
        beir("query-id\tcorpus-id\tscore\nq1\td2\t1\n");
        file(name, name.startsWith("qrels") ? "query-id\tcorpus-id\tscore\n" + content : content);
        assertThatExceptionOfType(ReparteeException.class)
                .isThrownBy(() -> BeirFolder.read(folder, "test"))
                .withMessageContaining(where);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | no JSON",
                "[] | expected",
                "{\"data\":[]} | no questions",
                "{\"data\":[{\"paragraphs\":[{\"context\":\" \"}]}]} | data[0].paragraphs[0]"
            })
    void saysWhereAFileIsWrong(String json, String where) throws IOException {
        Path file = file("x.json", json);
        assertThatExceptionOfType(ReparteeException.class)
                .isThrownBy(() -> SquadFile.read(file))
                .withMessageContaining(where);
    }

    @Test
    void countsRankingsAsOthersDo() {
        var scores = RankingScores.of(List.of("x", "a", "y", "b"), Map.of("a", 1, "b", 1));
        assertThat(scores.rank()).isEqualTo(2);
        assertThat(scores.reciprocalRank()).isEqualTo(0.5);
        assertThat(scores.ndcg()).isCloseTo((0.6309 + 0.4307) / (1 + 0.6309), within(1e-4));
        assertThat(RankingScores.of(List.of(), Map.of("a", 1)).ndcg()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "the Eiffel Tower., Eiffel tower, 1, 1",
        "in Paris in May, Paris, 0, 0.4",
        "Rome, Paris, 0, 0"
    })
    void countsSpansAsSquadDoes(String said, String right, double exact, double f1) {
        SpanScores scores = SpanScores.of(said, List.of("nonsense", right), "en");
        assertThat(scores.exact()).isEqualTo(exact);
        assertThat(scores.f1()).isCloseTo(f1, within(1e-9));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
