package dev.repartee.app.command;

import dev.repartee.app.FirstRun;
import dev.repartee.app.command.train.ExamplesBeside;
import dev.repartee.app.guard.FileSections;
import dev.repartee.app.node.KnowledgeShelf;
import dev.repartee.app.node.Operator;
import dev.repartee.app.node.Settings;
import dev.repartee.assistants.files.ApplyOutcome;
import dev.repartee.assistants.files.AssistantApplier;
import dev.repartee.assistants.files.AssistantBundle;
import dev.repartee.assistants.files.AssistantFiles;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.runtime.ExitCode;
import dev.repartee.runtime.StartupException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** Assistants from files and back. */
@Command(
        name = "assistant",
        description = "Apply assistants from YAML files, or export them.",
        mixinStandardHelpOptions = true)
public final class AssistantCommand {

    @Option(
            names = "--tenant",
            scope = ScopeType.INHERIT,
            description = "whose assistants; the first run's tenant if not given")
    private @Nullable String tenant;

    @Mixin private Place place = new Place();

    @Command(
            name = "apply",
            description = {
                "Make the assistants what the files say; applying again changes nothing.",
                "Examples in <id>.nlu.yaml beside them are trained and put into service."
            },
            mixinStandardHelpOptions = true)
    int apply(@Parameters(paramLabel = "FILE|DIR") Path source) {
        if (!Files.isReadable(source)) {
            throw new StartupException(
                    ExitCode.USAGE, "There is no file or folder " + source + " that can be read.");
        }
        List<AssistantBundle> bundles = AssistantFiles.read(source);
        ExamplesBeside examples = ExamplesBeside.read(source, bundles);
        Settings settings = place.settings();
        try (Operator operator = Operator.open(settings, place.data())) {
            for (ApplyOutcome outcome : applier(operator, settings).apply(tenant(), bundles)) {
                System.out.printf(
                        "%s: %s, %d document(s) written, %d removed%s%n",
                        outcome.id(),
                        outcome.definition().name().toLowerCase(Locale.ROOT),
                        outcome.documentsWritten(),
                        outcome.documentsRemoved(),
                        outcome.sections().stream()
                                .map(section -> ", " + section + " changed")
                                .collect(Collectors.joining()));
            }
            examples.train(tenant(), operator);
        }
        return 0;
    }

    @Command(
            name = "export",
            description = "Write assistants as files that 'apply' reads.",
            mixinStandardHelpOptions = true)
    int export(
            @Parameters(paramLabel = "DIR") Path folder,
            @Option(names = "--assistant", description = "only this one")
                    @Nullable String assistant) {
        Settings settings = place.settings();
        try (Operator operator = Operator.open(settings, place.data())) {
            AssistantApplier applier = applier(operator, settings);
            List<AssistantBundle> bundles =
                    assistant == null
                            ? applier.exportAll(tenant())
                            : applier.export(tenant(), new AssistantId(assistant))
                                    .map(List::of)
                                    .orElseThrow(() -> unknown(assistant));
            for (AssistantBundle bundle : bundles) {
                System.out.println(AssistantFiles.write(bundle, folder));
            }
        }
        return 0;
    }

    private AssistantApplier applier(Operator operator, Settings settings) {
        return new AssistantApplier(
                operator.assistants(),
                new KnowledgeShelf(operator.documents()),
                FileSections.of(operator, settings, place.variables()));
    }

    private TenantId tenant() {
        return new TenantId(tenant == null ? FirstRun.read(place.data()).tenantId() : tenant);
    }

    private static ReparteeException unknown(String assistant) {
        return new ReparteeException(
                ErrorCode.UNKNOWN_ASSISTANT, "there is no assistant '" + assistant + "'");
    }
}
