package dev.repartee.app.command.train;

import dev.repartee.app.node.Operator;
import dev.repartee.assistants.files.AssistantBundle;
import dev.repartee.contract.TenantId;
import dev.repartee.language.dataset.Example;
import dev.repartee.training.TrainingOrder;
import dev.repartee.training.example.ExampleFiles;
import dev.repartee.training.store.Owner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The examples that lie beside assistants' files as {@code <id>.nlu.yaml}: they are trained and put
 * into service, unless they are what was trained before.
 */
public final class ExamplesBeside {

    private final Path folder;
    private final Operator operator;

    /**
     * @param source the assistant's file, or the folder of such files
     */
    public ExamplesBeside(Path source, Operator operator) {
        this.folder =
                Files.isDirectory(source)
                        ? source
                        : source.toAbsolutePath().normalize().getParent();
        this.operator = operator;
    }

    /** Trains what is new. */
    public void train(TenantId tenant, List<AssistantBundle> bundles) {
        for (AssistantBundle bundle : bundles) {
            Path file = folder.resolve(bundle.assistant().id() + ".nlu.yaml");
            if (Files.exists(file)) {
                train(new Owner(tenant, bundle.assistant().id()), ExampleFiles.read(file));
            }
        }
    }

    private void train(Owner owner, List<Example> examples) {
        if (operator.workshop().hasExamples(owner, examples)
                && !operator.workshop().models(owner).isEmpty()) {
            return;
        }
        new TrainingSession(operator, System.out)
                .train(owner, examples, new TrainingOrder(true, false));
    }
}
