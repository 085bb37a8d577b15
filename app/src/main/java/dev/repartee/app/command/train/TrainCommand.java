package dev.repartee.app.command.train;

import dev.repartee.app.FirstRun;
import dev.repartee.app.command.Place;
import dev.repartee.app.node.Operator;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.language.dataset.Example;
import dev.repartee.training.TrainingOrder;
import dev.repartee.training.example.ExampleFiles;
import dev.repartee.training.store.Owner;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains an assistant's understanding from files. */
@Command(
        name = "train",
        description = "Train what an assistant understands from files of examples.",
        mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE|DIR",
            description = "examples: .yaml, .json, .csv or .tsv, or a folder of such files")
    private Path source = Path.of("");

    @Option(
            names = "--assistant",
            required = true,
            description = "the assistant that learns from them")
    private String assistant = "";

    @Option(
            names = "--tenant",
            description = "whose assistant; the first run's tenant if not given")
    private @Nullable String tenant;

    @Option(names = "--activate", description = "put the model into service when it is trained")
    private boolean activate;

    @Option(
            names = "--with-shipped",
            description = "learn the intents that ship with Repartee, too")
    private boolean withShipped;

    @Mixin private Place place = new Place();

    @Override
    public Integer call() {
        List<Example> examples = ExampleFiles.read(source);
        TenantId whose =
                new TenantId(tenant == null ? FirstRun.read(place.data()).tenantId() : tenant);
        Owner owner = new Owner(whose, new AssistantId(assistant));
        try (Operator operator = Operator.open(place.settings(), place.data())) {
            return new TrainingSession(operator, System.out)
                            .train(owner, examples, new TrainingOrder(activate, withShipped))
                    ? 0
                    : 1;
        }
    }
}
