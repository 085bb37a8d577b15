package dev.repartee.app.command;

import dev.repartee.app.node.Operator;
import dev.repartee.app.node.Settings;
import dev.repartee.app.understanding.Understanding;
import dev.repartee.contract.content.Nlu;
import dev.repartee.inference.InferenceConfig;
import dev.repartee.inference.Reanalysis;
import dev.repartee.inference.analysis.Analyser;
import dev.repartee.inference.analysis.HttpAnalyser;
import dev.repartee.inference.analysis.LocalAnalyser;
import dev.repartee.language.layered.IntentFallback;
import dev.repartee.language.layered.LayerMetrics;
import dev.repartee.language.layered.LayeredAnalyzer;
import dev.repartee.messages.unanalysed.UnanalysedMessages;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives an analysis to what was stored while the analyser was away. */
@Command(
        name = "reanalyse",
        description = "Analyse what was stored without an analysis; safe to repeat.",
        mixinStandardHelpOptions = true)
public final class ReanalyseCommand implements Callable<Integer> {

    @Option(
            names = "--at-once",
            description = "messages analysed at once (default: ${DEFAULT-VALUE})",
            defaultValue = "50")
    private int atOnce;

    @Mixin private Place place = new Place();

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = place.settings();
        InferenceConfig config = settings.of(InferenceConfig.class);
        try (Operator operator = Operator.open(settings, place.data())) {
            Archive archive =
                    new Archive(
                            new UnanalysedMessages(operator.stores().main(), operator.messages()));
            Reanalysis.Summary summary =
                    new Reanalysis(analyser(config, operator), archive, Clock.systemUTC())
                            .run(atOnce);
            System.out.printf(
                    "%,d message(s) without an analysis, %,d analysed now%n",
                    summary.found(), summary.analysed());
            return summary.analysed() == summary.found() ? 0 : 1;
        }
    }

    private static Analyser analyser(InferenceConfig config, Operator operator) {
        return config.analyser().url() == null
                ? local(operator.understanding())
                : new HttpAnalyser(config.analyser(), new SimpleMeterRegistry(), Clock.systemUTC());
    }

    private static Analyser local(Understanding understanding) {
        return new LocalAnalyser(
                new LayeredAnalyzer(
                        understanding.rules(),
                        understanding.models(),
                        IntentFallback.NONE,
                        new LayerMetrics(new SimpleMeterRegistry())));
    }

    private record Archive(UnanalysedMessages messages) implements Reanalysis.Archive {

        @Override
        public List<Reanalysis.Unanalysed> unanalysed(
                Reanalysis.@Nullable Unanalysed after, int limit) {
            return messages.page(after == null ? null : position(after), limit).stream()
                    .map(Archive::message)
                    .toList();
        }

        @Override
        public void analysed(Reanalysis.Unanalysed message, Nlu nlu) {
            messages.store(position(message), nlu);
        }

        private static UnanalysedMessages.Position position(Reanalysis.Unanalysed message) {
            return new UnanalysedMessages.Position(message.key(), message.acceptedAt());
        }

        private static Reanalysis.Unanalysed message(UnanalysedMessages.Entry entry) {
            String text = entry.message().inbound().text();
            String language = entry.message().inbound().language();
            return new Reanalysis.Unanalysed(
                    entry.position().key(),
                    entry.position().createdAt(),
                    entry.message().place().assistant(),
                    text == null ? "" : text,
                    language == null ? "und" : language);
        }
    }
}
