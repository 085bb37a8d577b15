package dev.repartee.app.command.evaluate;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.language.dataset.Dataset;
import dev.repartee.language.dataset.DatasetFiles;
import dev.repartee.language.dataset.DatasetInspection;
import dev.repartee.language.dataset.DatasetSplit;
import dev.repartee.language.dataset.Example;
import dev.repartee.language.evaluation.IntentReport;
import dev.repartee.language.evaluation.LatencyReport;
import dev.repartee.language.evaluation.ScopeReport;
import dev.repartee.language.evaluation.Splits;
import dev.repartee.language.evaluation.Trial;
import dev.repartee.language.slot.SlotTagger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains on a file or folder of examples and measures on what training did not see. */
@Command(
        name = "evaluate",
        description = {
            "Train on examples and measure how well messages are understood that training did not"
                    + " see.",
            "Reads YAML, Rasa YAML and JSON, CSV, and folders of SNIPS and HWU64. Uses the folder's"
                    + " own test files, or cross-validates. Needs no running system."
        },
        mixinStandardHelpOptions = true)
public final class EvaluateCommand implements Callable<Integer> {

    private static final int DEFAULT_FOLDS = 5;
    private static final int SPLITS = 3;

    @Parameters(paramLabel = "FILE|DIR", description = "examples to learn from")
    private Path data = Path.of(".");

    @Option(names = "--test", paramLabel = "FILE|DIR", description = "examples to measure with")
    private @Nullable Path test;

    @Option(
            names = "--cross-validate",
            paramLabel = "K",
            description = "deal the examples into K parts, each of which is the test once")
    private int folds;

    @Option(
            names = "--few-shot",
            paramLabel = "N",
            description = "learn from N examples of each intent only; the mean of three draws")
    private int few;

    @Option(
            names = "--out-of-scope",
            paramLabel = "FILE|DIR",
            description = "messages that have none of the intents")
    private @Nullable Path others;

    @Option(
            names = "--leave-out",
            paramLabel = "N",
            description =
                    "leave N intents out of training and take their messages as out of scope; the"
                            + " mean of three draws")
    private int leftOut;

    @Option(names = "--slots", description = "also train and measure the slot tagger")
    private boolean slots;

    @Option(
            names = "--seed",
            description = "decides how examples are drawn (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Spec private CommandSpec command;

    @Override
    public Integer call() {
        Report report = new Report(command.commandLine().getOut());
        DatasetSplit files = read();
        report.findings(files.train(), DatasetInspection.inspect(files.train()));
        List<Example> strangers =
                others == null ? List.of() : DatasetFiles.split(others).train().examples();
        Trial trial = trial(files, strangers);
        report.intents(IntentReport.of(trial.inScope()), trial.training());
        if (!strangers.isEmpty()) {
            report.scope("messages of other files", scope(trial));
        }
        if (leftOut > 0) {
            report.scope(
                    "messages of %d intents left out".formatted(leftOut),
                    scope(
                            Trial.leavingIntentsOut(
                                    files.train().examples(), leftOut, SPLITS, seed)));
        }
        SlotTagger tagger = null;
        if (slots) {
            SlotTrial slotTrial = SlotTrial.of(files.train().examples(), tested(files), seed);
            report.slots(slotTrial.evaluation());
            tagger = slotTrial.tagger();
        }
        report.latency(LatencyReport.of(trial.model(), tagger, tested(files)));
        return 0;
    }

    private DatasetSplit read() {
        DatasetSplit files = DatasetFiles.split(data);
        Dataset measured = test == null ? files.test() : DatasetFiles.split(test).train();
        int intents = files.train().intents().size();
        if (intents < 2) {
            throw invalid("a model needs examples of at least two intents, not " + intents);
        }
        if (leftOut < 0 || leftOut > intents - 2) {
            throw invalid("--leave-out must leave two of the %d intents".formatted(intents));
        }
        if (folds < 0 || folds == 1 || few < 0) {
            throw invalid("--cross-validate takes 2 or more, --few-shot 1 or more");
        }
        return new DatasetSplit(files.train(), measured);
    }

    private Trial trial(DatasetSplit files, List<Example> strangers) {
        List<Example> train = files.train().examples();
        if (few > 0) {
            return fewShot(train, files.test(), strangers);
        }
        Dataset measured = files.test();
        if (folds > 0 || measured == null) {
            int parts = Math.min(folds > 0 ? folds : DEFAULT_FOLDS, train.size());
            return Trial.crossValidated(train, parts, strangers, seed);
        }
        return Trial.of(new Splits.Split(train, measured.examples()), strangers);
    }

    private Trial fewShot(
            List<Example> train, @Nullable Dataset measured, List<Example> strangers) {
        List<Trial> trials = new ArrayList<>();
        for (int draw = 0; draw < SPLITS; draw++) {
            Splits.Split whole =
                    measured == null
                            ? Splits.folds(train, DEFAULT_FOLDS, seed + draw).getFirst()
                            : new Splits.Split(train, measured.examples());
            List<Example> drawn = Splits.few(whole.train(), few, seed + draw);
            trials.add(Trial.of(new Splits.Split(drawn, whole.test()), strangers));
        }
        return Trial.joined(trials);
    }

    private static List<Example> tested(DatasetSplit files) {
        Dataset measured = files.test();
        return measured == null ? files.train().examples() : measured.examples();
    }

    private static ScopeReport scope(Trial trial) {
        return ScopeReport.of(trial.inScope(), trial.others());
    }

    private static ReparteeException invalid(String cause) {
        return new ReparteeException(ErrorCode.INVALID_FIELD, cause);
    }
}
