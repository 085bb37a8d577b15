package dev.repartee.bench.scenario;

import dev.repartee.app.StartCaches;
import dev.repartee.bench.cluster.Leftovers;
import dev.repartee.bench.floor.FloorResult;
import dev.repartee.bench.floor.FloorSpec;
import dev.repartee.bench.report.Floor;
import dev.repartee.bench.report.print.TextTable;
import dev.repartee.embedded.EmbeddedEngines;
import dev.repartee.embedded.EngineOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The floor, measured at a scenario's rate and flat out. */
final class Floors {
    private static final int SECONDS = 10;
    private static final int USUAL_RATE = 2_000;

    private Floors() {}

    static Floor measure(EmbeddedEngines engines, double rate, Path folder) {
        FloorResult paced = run(engines, (int) Math.ceil(rate), folder);
        FloorResult flatOut = run(engines, 0, folder);
        return new Floor(
                paced.rate(), paced.microseconds(), flatOut.microseconds(), paced.engines());
    }

    /** On engines of its own; prints where the time goes. */
    static void report(double rate) throws IOException {
        Path folder = Files.createTempDirectory("repartee-floor-");
        try (EmbeddedEngines engines = EmbeddedEngines.start(folder.resolve("data"), options())) {
            int paced = rate > 0 ? (int) rate : USUAL_RATE;
            print(run(engines, paced, folder), "at " + paced + " messages a second");
            print(run(engines, 0, folder), "flat out");
        }
        Leftovers.remove(folder);
    }

    private static EngineOptions options() {
        EngineOptions usual = StartCaches.engineOptions();
        return new EngineOptions(true, false, usual.kafkaHeapMegabytes(), null, usual.kafkaCache());
    }

    private static FloorResult run(EmbeddedEngines engines, int rate, Path folder) {
        return dev.repartee.bench.floor.Floor.run(FloorSpec.on(engines, rate, SECONDS), folder);
    }

    private static void print(FloorResult result, String how) {
        System.out.printf(
                Locale.ROOT,
                "%nFloor %s: %,.0f messages/s, %.1f us of CPU per message%n",
                how,
                result.rate(),
                result.microseconds());
        TextTable table = TextTable.of("part", "us per message").text(0);
        result.parts().forEach((part, micros) -> table.row(part, micros(micros)));
        result.engines()
                .forEach((engine, micros) -> table.row(engine + " (engine)", micros(micros)));
        System.out.println(table.render());
    }

    private static String micros(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
