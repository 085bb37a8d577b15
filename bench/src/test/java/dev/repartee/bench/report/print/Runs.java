package dev.repartee.bench.report.print;

import dev.repartee.bench.report.Floor;
import dev.repartee.bench.report.Goal;
import dev.repartee.bench.report.Integrity;
import dev.repartee.bench.report.LoadSetting;
import dev.repartee.bench.report.Machine;
import dev.repartee.bench.report.Pauses;
import dev.repartee.bench.report.Percentiles;
import dev.repartee.bench.report.ProcessKind;
import dev.repartee.bench.report.ProcessUse;
import dev.repartee.bench.report.Resources;
import dev.repartee.bench.report.RunResult;
import dev.repartee.bench.report.RunSetting;
import dev.repartee.bench.report.Second.Latency;
import dev.repartee.bench.report.Second.Load;
import dev.repartee.bench.report.Second.Rates;
import dev.repartee.bench.report.StepLatency;
import dev.repartee.bench.report.Timeline;
import dev.repartee.bench.report.TimelineBuilder;
import dev.repartee.bench.report.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Results to print: a full one, and the emptiest that there can be. */
final class Runs {
    static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");

    private static final long MEBIBYTE = 1024 * 1024;

    private Runs() {}

    static RunResult empty() {
        return new RunResult(
                setting(Map.of(), List.of()),
                new Traffic(0, 0, 0, 0, 0, 0),
                new Integrity(0, 0, 0),
                List.of(),
                new Resources(0, List.of(), null),
                Timeline.NONE,
                List.of());
    }

    static RunResult overload() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("model", "200 ms, streaming");
        facts.put("texts", "unique, encrypted");
        return new RunResult(
                setting(facts, List.of("gateway-1: gateway", "stages: dispatch, inference")),
                new Traffic(60, 480_000, 402_310, 77_655, 35, 402_310),
                new Integrity(0, 0, 0),
                List.of(
                        step("accept", 402_310, 2.1, 9.8, 21.3, 64.2, 181.4),
                        step("refuse", 77_655, 0.8, 3.1, 11.9, 40.2, 77.7),
                        step("dispatch", 402_310, 1.4, 6.2, 14.8, 52, 160),
                        step("infer", 402_310, 201.2, 221, 248.9, 420.5, 901),
                        step("deliver", 402_310, 3.4, 14, 33.3, 97, 240.1),
                        new StepLatency("store", Percentiles.NONE, "rows"),
                        step("end-to-end", 402_310, 221.3, 262.8, 398.1, 871.4, 1_420.7)),
                new Resources(97.4, processes(), new Floor(8_000, 61.4, 40.2, engines())),
                timeline(),
                List.of(
                        Goal.atMost("P99 of accepted", 1_000, 398.1, "ms"),
                        Goal.atMost("P99 of refusals", 50, 11.9, "ms"),
                        Goal.atMost("CPU per message to the floor", 2, 2.36, "x"),
                        Goal.unmeasured("full speed again within", "<= 5 s")));
    }

    private static RunSetting setting(Map<String, String> facts, List<String> layout) {
        return new RunSetting(
                "overload",
                "Twice the capacity for 30 s, then back: accepted requests stay fast.",
                BEGIN,
                new LoadSetting(
                        8_000, Duration.ofSeconds(10), Duration.ofSeconds(60), 50_000, 10_000),
                facts,
                layout,
                new Machine(2, 24_105 * MEBIBYTE, "Some <Processor> & more", "Linux 6", "Java 25"));
    }

    private static StepLatency step(String name, long count, double... values) {
        return new StepLatency(
                name,
                new Percentiles(
                        count,
                        values[0] * 1.1,
                        values[0],
                        values[1],
                        values[2],
                        values[3],
                        values[4]),
                "generator");
    }

    private static List<ProcessUse> processes() {
        return List.of(
                use("gateway-1", ProcessKind.SYSTEM, 21.4, 410, 4_120, new Pauses(31, 204.3, 14.2)),
                use("stages", ProcessKind.SYSTEM, 36.9, 611, 260, new Pauses(52, 702.1, 31.9)),
                use("kafka", ProcessKind.ENGINE, 22.3, 820, 900, null),
                use("postgres", ProcessKind.ENGINE, 17.2, 340, 120, null),
                use("redis", ProcessKind.ENGINE, 2.1, 24, 30, null),
                use("load-0", ProcessKind.INSTRUMENT, 12.1, 512, 4_100, Pauses.NONE),
                use("stub", ProcessKind.INSTRUMENT, 6.8, 120, 2_100, Pauses.NONE));
    }

    private static ProcessUse use(
            String name, ProcessKind kind, double cpu, long mib, int files, Pauses pauses) {
        ProcessUse use =
                new ProcessUse(
                        name,
                        kind,
                        cpu,
                        cpu * 1e6 / 402_310,
                        new ProcessUse.Memory(
                                mib * MEBIBYTE, (mib + 4) * MEBIBYTE, (mib + 20) * MEBIBYTE),
                        new ProcessUse.Held(files, 40),
                        null);
        return pauses == null ? use : use.withPauses(pauses);
    }

    private static Map<String, Double> engines() {
        Map<String, Double> engines = new LinkedHashMap<>();
        engines.put("kafka", 31.0);
        engines.put("postgres", 38.5);
        return engines;
    }

    private static Timeline timeline() {
        Random random = new Random(7);
        TimelineBuilder timeline =
                new TimelineBuilder(BEGIN)
                        .mark(BEGIN.plusSeconds(15), "overload")
                        .mark(BEGIN.plusSeconds(45), "back");
        for (int at = -10; at < 60; at++) {
            Instant moment = BEGIN.plusSeconds(at);
            boolean over = at >= 15 && at < 45;
            double offered = over ? 12_000 : 6_000;
            double accepted = over ? 7_600 + random.nextInt(400) : 6_000;
            timeline.rates(
                    moment,
                    new Rates(
                            (long) offered,
                            (long) accepted,
                            (long) (offered - accepted),
                            (long) accepted - 60 + random.nextInt(120)));
            if (at != 30) {
                double scale = over ? 2.2 : 1;
                timeline.latency(
                        moment,
                        new Latency(
                                205 * (over ? 1.3 : 1),
                                240 * scale,
                                290 * scale + random.nextInt(90),
                                400 * scale + random.nextInt(at == 20 ? 2_000 : 500)));
            }
            timeline.queueDepth(moment, over ? 8_800 + random.nextInt(300) : 1_300);
            timeline.machine(moment, over ? 99 : 80);
            for (ProcessUse use : processes()) {
                timeline.process(
                        moment,
                        use.name(),
                        new Load(
                                use.cpuSeconds() * (over ? 1.7 : 1.3) + random.nextInt(4),
                                use.memory().startBytes() + random.nextInt(1 << 22)));
            }
        }
        return timeline.build();
    }
}
