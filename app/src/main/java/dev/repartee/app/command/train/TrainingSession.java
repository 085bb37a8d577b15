package dev.repartee.app.command.train;

import dev.repartee.app.node.Operator;
import dev.repartee.language.dataset.Example;
import dev.repartee.training.TrainingOrder;
import dev.repartee.training.TrainingWorker;
import dev.repartee.training.Workshop;
import dev.repartee.training.example.ExampleSet;
import dev.repartee.training.store.ModelCard;
import dev.repartee.training.store.ModelVersion;
import dev.repartee.training.store.Owner;
import dev.repartee.training.store.RunState;
import dev.repartee.training.store.TrainingRun;
import java.io.PrintStream;
import java.util.List;

/** Stores examples, trains in this process and tells people how it goes. */
public final class TrainingSession {

    private static final int MOST_CONFUSIONS = 5;

    private final Operator operator;
    private final PrintStream out;
    private String phase = "";

    public TrainingSession(Operator operator, PrintStream out) {
        this.operator = operator;
        this.out = out;
    }

    /** Returns whether a model came out. */
    public boolean train(Owner owner, List<Example> examples, TrainingOrder order) {
        Workshop workshop = operator.workshop();
        ExampleSet stored = workshop.replaceExamples(owner, examples);
        out.printf(
                "%s: %,d examples of %,d intents%n",
                owner.assistant(), stored.examples(), stored.intents());
        try (TrainingWorker trainer = operator.trainer()) {
            TrainingRun run = trainer.trainNow(owner, order, this::tell);
            if (run.state() != RunState.SUCCEEDED) {
                out.printf(
                        "training %d %s%s; what was in service stays%n",
                        run.version(),
                        run.state().word(),
                        run.failure() == null ? "" : ": " + run.failure());
                return false;
            }
            workshop.models(owner).stream()
                    .filter(model -> model.version() == run.version())
                    .forEach(model -> show(model, order));
            return true;
        }
    }

    private void tell(String reached, double share) {
        if (!reached.equals(phase)) {
            phase = reached;
            out.printf("%3.0f %%  %s%n", share * 100, reached);
        }
    }

    private void show(ModelVersion model, TrainingOrder order) {
        ModelCard card = model.card();
        out.printf(
                "version %d: accuracy %.1f %%, macro F1 %.1f %%, calibration error %.3f (%s), %.1f s%n",
                model.version(),
                card.accuracy() * 100,
                card.macroF1() * 100,
                card.calibrationError(),
                card.method(),
                card.seconds());
        card.confusions().stream()
                .limit(MOST_CONFUSIONS)
                .forEach(
                        pair ->
                                out.printf(
                                        "  %s taken for %s, %d time(s)%n",
                                        pair.intent(), pair.takenFor(), pair.times()));
        card.warnings().forEach(warning -> out.printf("  note: %s%n", warning));
        out.println(
                order.activate()
                        ? "in service now"
                        : "not in service: activate it with --activate or over the API");
    }
}
