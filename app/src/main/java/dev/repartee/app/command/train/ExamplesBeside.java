package dev.repartee.app.command.train;

import dev.repartee.app.node.Operator;
import dev.repartee.assistants.files.AssistantBundle;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.language.dataset.Example;
import dev.repartee.training.TrainingOrder;
import dev.repartee.training.example.ExampleFiles;
import dev.repartee.training.store.Owner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The examples that lie beside assistants' files as {@code <id>.nlu.yaml}: they are trained and put
 * into service, unless they are what was trained before.
 *
 * @param examples those of each assistant that has such a file
 */
public record ExamplesBeside(Map<AssistantId, List<Example>> examples) {

    /**
     * Reads them all, so that nothing is written when one of them is wrong.
     *
     * @param source the assistant's file, or the folder of such files
     * @throws dev.repartee.contract.ReparteeException {@code INVALID_FIELD} naming file, line and
     *     cause
     */
    public static ExamplesBeside read(Path source, List<AssistantBundle> bundles) {
        Path folder =
                Files.isDirectory(source)
                        ? source
                        : source.toAbsolutePath().normalize().getParent();
        Map<AssistantId, List<Example>> examples = new LinkedHashMap<>();
        for (AssistantBundle bundle : bundles) {
            AssistantId id = bundle.assistant().id();
            Path file = folder.resolve(id + ".nlu.yaml");
            if (Files.exists(file)) {
                examples.put(id, ExampleFiles.read(file));
            }
        }
        return new ExamplesBeside(examples);
    }

    /** Trains what is new. */
    public void train(TenantId tenant, Operator operator) {
        examples.forEach((id, texts) -> train(new Owner(tenant, id), texts, operator));
    }

    private static void train(Owner owner, List<Example> examples, Operator operator) {
        if (operator.workshop().hasExamples(owner, examples)
                && !operator.workshop().models(owner).isEmpty()) {
            return;
        }
        new TrainingSession(operator, System.out)
                .train(owner, examples, new TrainingOrder(true, false));
    }
}
