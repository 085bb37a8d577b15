package dev.repartee.app.command.replay;

import dev.repartee.app.FirstRun;
import dev.repartee.app.command.Moment;
import dev.repartee.app.command.Place;
import dev.repartee.app.node.Operator;
import dev.repartee.app.node.Settings;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.inference.replay.Replayed;
import dev.repartee.inference.replay.Summary;
import dev.repartee.messages.replay.PastMessages.Stretch;
import dev.repartee.runtime.ExitCode;
import dev.repartee.runtime.StartupException;
import dev.repartee.usage.CostConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Answers messages of the past once more, and shows what would be different. */
@Command(
        name = "replay",
        description =
                "Run stored messages through another assistant, version, prompt or model, and compare; nothing is"
                        + " delivered, stored, cached or billed.",
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME|AGE",
            description = "the first moment: a time (ISO 8601) or an age such as 24h")
    private String from = "";

    @Option(names = "--to", paramLabel = "TIME|AGE", description = "the end; now if not given")
    private @Nullable String to;

    @Option(
            names = "--of",
            paramLabel = "ASSISTANT",
            description = "only messages to this assistant")
    private @Nullable String of;

    @Option(
            names = "--assistant",
            paramLabel = "ASSISTANT|VERSION",
            description =
                    "who answers instead: an assistant's id, ID@VERSION, or a version such as v2 of whoever was asked")
    private @Nullable String assistant;

    @Option(
            names = "--prompt",
            paramLabel = "FILE",
            description = "a prompt template to use instead")
    private @Nullable Path prompt;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "an endpoint, or endpoint/model, to use instead")
    private @Nullable String model;

    @Option(names = "--json", paramLabel = "FILE", description = "write everything there as JSON")
    private @Nullable Path json;

    @Option(names = "--tenant", description = "whose messages; the first run's if not given")
    private @Nullable String tenant;

    @Option(
            names = "--at-once",
            defaultValue = "4",
            description = "messages answered at once (default: ${DEFAULT-VALUE})")
    private int atOnce = 4;

    @Option(
            names = "--limit",
            defaultValue = "1000",
            description = "most messages (default: ${DEFAULT-VALUE})")
    private int limit = 1_000;

    @Option(
            names = "--prices",
            paramLabel = "IN,OUT",
            split = ",",
            description =
                    "price of a million prompt and completion tokens for both sides, instead of what each"
                            + " answer's own model costs")
    private List<Double> prices = List.of();

    @Mixin private Place place = new Place();

    @Override
    public Integer call() throws InterruptedException {
        Instant now = Instant.now();
        Instant begin = Moment.parse(from, now);
        Instant end = to == null ? now : Moment.parse(to, now);
        if (begin == null || end == null || !begin.isBefore(end)) {
            throw usage("--from must lie before --to.");
        }
        if (atOnce < 1 || atOnce > 64 || limit < 1) {
            throw usage("--at-once must be 1 to 64, --limit positive.");
        }
        if (!prices.isEmpty() && prices.size() != 2) {
            throw usage("--prices needs two numbers such as 0.15,0.6.");
        }
        Settings settings = place.settings();
        Stretch stretch =
                new Stretch(tenantId(), begin, end, of == null ? null : new AssistantId(of));
        try (Operator operator = Operator.open(settings, place.data());
                ReplayStage stage =
                        ReplayStage.open(
                                operator, settings, new Change(assistant, template(), model))) {
            List<Replayed> all = stage.run(stretch, atOnce, limit);
            boolean own = prices.isEmpty();
            Summary summary =
                    Summary.of(all, own ? null : new Summary.Prices(prices.get(0), prices.get(1)));
            ReplayReport report =
                    new ReplayReport(
                            all, summary, own ? settings.of(CostConfig.class).currency() : "");
            if (json != null) {
                report.write(json);
            }
            report.print(System.out);
            return summary.messages() > 0 && summary.failed() == summary.messages()
                    ? ExitCode.FAILURE.number()
                    : 0;
        }
    }

    private TenantId tenantId() {
        return new TenantId(tenant == null ? FirstRun.read(place.data()).tenantId() : tenant);
    }

    private @Nullable String template() {
        if (prompt == null) {
            return null;
        }
        try {
            return Files.readString(prompt);
        } catch (NoSuchFileException e) {
            throw usage("There is no file " + prompt + ".");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StartupException usage(String message) {
        return new StartupException(ExitCode.USAGE, message);
    }
}
