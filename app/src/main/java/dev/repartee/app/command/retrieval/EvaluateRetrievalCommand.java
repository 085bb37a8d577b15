package dev.repartee.app.command.retrieval;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.knowledge.ExtractiveAnswerer;
import dev.repartee.knowledge.evaluation.BeirFolder;
import dev.repartee.knowledge.evaluation.QuestionSet;
import dev.repartee.knowledge.evaluation.RetrievalEvaluation;
import dev.repartee.knowledge.evaluation.RetrievalReport;
import dev.repartee.knowledge.evaluation.RetrievalReport.Answers;
import dev.repartee.knowledge.evaluation.SquadFile;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Measures retrieval and extraction on sets of questions; needs no running system. */
@Command(
        name = "evaluate-retrieval",
        description =
                "Measure how well documents are found and answers extracted, on BEIR folders and"
                        + " SQuAD files.",
        mixinStandardHelpOptions = true)
public final class EvaluateRetrievalCommand implements Callable<Integer> {

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "a folder with corpus.jsonl, queries.jsonl and qrels, or a SQuAD file")
    private List<Path> paths = List.of();

    @Option(
            names = "--split",
            defaultValue = "test",
            description = "which judgements of a folder: ${DEFAULT-VALUE} if not given")
    private String split = "test";

    @Option(names = "--json", description = "print each result as a line of JSON")
    private boolean json;

    @Override
    public Integer call() {
        for (Path path : paths) {
            RetrievalReport report = RetrievalEvaluation.run(read(path), new ExtractiveAnswerer());
            if (json) {
                System.out.println(JsonMapper.shared().writeValueAsString(report));
            } else {
                print(report, System.out);
            }
        }
        return 0;
    }

    private QuestionSet read(Path path) {
        if (Files.isDirectory(path) && BeirFolder.is(path)) {
            return BeirFolder.read(path, split);
        }
        if (Files.isRegularFile(path)) {
            return SquadFile.read(path);
        }
        throw new ReparteeException(
                ErrorCode.INVALID_FIELD,
                path + " is neither a folder with corpus.jsonl nor a file of questions");
    }

    private static void print(RetrievalReport report, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%s: %,d documents, %,d questions, indexed in %.1f s%n",
                report.set(),
                report.documents(),
                report.questions(),
                report.indexSeconds());
        out.printf(
                Locale.ROOT,
                "  nDCG@10 %.4f  MRR@10 %.4f  hit@1 %.4f  hit@5 %.4f  hit@10 %.4f%n",
                report.ndcg10(),
                report.mrr10(),
                report.hit1(),
                report.hit5(),
                report.hit10());
        out.printf(
                Locale.ROOT,
                "  search: P50 %.2f ms, P95 %.2f ms, P99 %.2f ms%n",
                report.searchMillis().p50(),
                report.searchMillis().p95(),
                report.searchMillis().p99());
        if (report.answers() != null) {
            print(report.answers(), out);
        }
    }

    private static void print(Answers answers, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "  answers: %.1f %% given, %.1f %% of them from the right document, %.1f %% of all"
                        + " contain the right words%n",
                100 * answers.answered(),
                100 * answers.rightDocument(),
                100 * answers.contains());
        out.printf(
                Locale.ROOT,
                "  shortest span: exact match %.4f, F1 %.4f; whole reply: F1 %.4f%n",
                answers.exact(),
                answers.f1(),
                answers.replyF1());
        if (!Double.isNaN(answers.declined())) {
            out.printf(
                    Locale.ROOT,
                    "  questions without an answer: %.1f %% declined%n",
                    100 * answers.declined());
        }
    }
}
