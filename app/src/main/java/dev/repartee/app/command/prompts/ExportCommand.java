package dev.repartee.app.command.prompts;

import dev.repartee.app.FirstRun;
import dev.repartee.app.command.Moment;
import dev.repartee.app.command.Place;
import dev.repartee.app.node.Operator;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.feedback.FeedbackStore;
import dev.repartee.feedback.export.ExportFormat;
import dev.repartee.feedback.export.ExportRequest;
import dev.repartee.feedback.export.TrainingExport;
import dev.repartee.runtime.ExitCode;
import dev.repartee.runtime.StartupException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes what was said to an assistant as a training set, without personal data. */
@Command(
        name = "export",
        description = "Export what was said to an assistant as a training set, redacted.",
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {

    @Option(names = "--assistant", required = true, description = "whose messages")
    private String assistant = "";

    @Option(
            names = "--format",
            description = "chat-jsonl, nlu-jsonl, nlu-csv or rasa-yaml (default: ${DEFAULT-VALUE})",
            defaultValue = "chat-jsonl")
    private String format = "";

    @Option(
            names = "--from",
            description = "a time (ISO 8601) or an age such as 7d (default: ${DEFAULT-VALUE})",
            defaultValue = "30d",
            paramLabel = "TIME|AGE")
    private String from = "";

    @Option(
            names = "--to",
            description = "a time (ISO 8601) or an age; now if not given",
            paramLabel = "TIME|AGE")
    private @Nullable String to;

    @Option(names = "--only-liked", description = "teach only replies with a thumb up or corrected")
    private boolean onlyLiked;

    @Option(
            names = "--least-confidence",
            description = "of intents (default: ${DEFAULT-VALUE})",
            defaultValue = "0.7")
    private double leastConfidence;

    @Option(
            names = "--region",
            description = "of phone numbers without a country (default: ${DEFAULT-VALUE})",
            defaultValue = "US")
    private String region = "";

    @Option(names = "--tenant", description = "the first run's tenant if not given")
    private @Nullable String tenant;

    @Option(names = "--out", description = "file; standard output if not given")
    private @Nullable Path out;

    @Mixin private Place place = new Place();

    @Override
    public Integer call() throws IOException {
        ExportFormat wanted =
                ExportFormat.of(format)
                        .orElseThrow(
                                () ->
                                        new StartupException(
                                                ExitCode.USAGE,
                                                "--format must be one of "
                                                        + String.join(", ", ExportFormat.words())
                                                        + "."));
        Clock clock = Clock.systemUTC();
        Instant now = clock.instant();
        Instant end = to == null ? now : Moment.parse(to, now);
        ExportRequest request =
                new ExportRequest(
                        new TenantId(
                                tenant == null ? FirstRun.read(place.data()).tenantId() : tenant),
                        new AssistantId(assistant),
                        Moment.parse(from, now),
                        end,
                        onlyLiked,
                        leastConfidence);
        try (Operator operator = Operator.open(place.settings(), place.data());
                Writer writer = writer()) {
            long written =
                    new TrainingExport(
                                    operator.stores().main(),
                                    operator.messages(),
                                    new FeedbackStore(
                                            operator.stores().main(), operator.stores().vault()),
                                    someTenant -> region)
                            .write(request, wanted, writer);
            System.err.printf("%,d example(s)%n", written);
        }
        return 0;
    }

    private Writer writer() throws IOException {
        return out == null
                ? new BufferedWriter(
                        new OutputStreamWriter(standardOutput(), StandardCharsets.UTF_8))
                : Files.newBufferedWriter(out);
    }

    private static PrintStream standardOutput() {
        return System.out;
    }
}
