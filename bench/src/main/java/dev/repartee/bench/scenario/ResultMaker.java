package dev.repartee.bench.scenario;

import dev.repartee.bench.load.Histograms;
import dev.repartee.bench.load.LoadResult;
import dev.repartee.bench.load.LoadSecond;
import dev.repartee.bench.load.StreamResult;
import dev.repartee.bench.report.Floor;
import dev.repartee.bench.report.Integrity;
import dev.repartee.bench.report.LoadSetting;
import dev.repartee.bench.report.Machine;
import dev.repartee.bench.report.Percentiles;
import dev.repartee.bench.report.ProcessUse;
import dev.repartee.bench.report.Resources;
import dev.repartee.bench.report.RunResult;
import dev.repartee.bench.report.RunSetting;
import dev.repartee.bench.report.Second;
import dev.repartee.bench.report.StepLatency;
import dev.repartee.bench.report.Timeline;
import dev.repartee.bench.report.TimelineBuilder;
import dev.repartee.bench.report.Traffic;
import dev.repartee.bench.report.sample.TickSeconds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Makes the result of what was seen. */
final class ResultMaker {
    private static final double MICROS_PER_MILLI = 1_000;
    private static final String GENERATOR = "generator, each message from when it was due";
    private static final String HISTORY = "times in the stored rows";

    private final Scenario scenario;
    private final RunOptions options;
    private final RunRecord record;
    private final List<String> layout;

    ResultMaker(Scenario scenario, RunOptions options, RunRecord record, List<String> layout) {
        this.scenario = scenario;
        this.options = options;
        this.record = record;
        this.layout = List.copyOf(layout);
    }

    /**
     * @param uses what the processes used in the window, with their pauses
     * @param floor when it was measured
     */
    RunResult make(Traffic traffic, List<ProcessUse> uses, @Nullable Floor floor) {
        RunResult result =
                new RunResult(
                        setting(),
                        traffic,
                        integrity(),
                        steps(),
                        new Resources(record.from().machineBusyPercent(record.to()), uses, floor),
                        timeline(),
                        List.of());
        return Goals.judge(scenario, result, record.drained());
    }

    /** What became of the messages that were due in the measured window. */
    Traffic traffic() {
        long offered =
                record.streams().mapToLong(stream -> stream.sent() - stream.firstMeasured()).sum();
        long accepted = sum(StreamResult::acceptMicros).getTotalCount();
        long refused = sum(StreamResult::refusalMicros).getTotalCount();
        long finished = endToEnd().getTotalCount();
        return new Traffic(
                options.seconds(),
                offered,
                accepted,
                refused,
                Math.max(0, offered - accepted - refused),
                finished);
    }

    private RunSetting setting() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("model or NLP API", options.stubArguments().getLast() + " ms on average");
        facts.put("activity", "long-tailed: the k-th user sends in proportion to k^-0.6");
        facts.put("nobody sends twice within", "1 s");
        facts.put("messages in by", scenario.door().name());
        facts.put("connections", Integer.toString(options.sockets()));
        facts.put(
                "connections opened in all, also those of users who had none when they sent",
                "%,d".formatted(record.results().stream().mapToInt(LoadResult::connects).sum()));
        facts.put("log", "acks=all, one broker");
        facts.put("database", "synchronous_commit=on, texts encrypted, GIN index");
        facts.put(
                "audit",
                "accepted %,d, replied %,d, analysed %,d, parked %,d, expired %,d, open %,d, missing %,d"
                        .formatted(
                                record.audit().of("accepted"),
                                record.audit().of("replied"),
                                record.audit().of("analysed"),
                                record.audit().of("parked"),
                                record.audit().of("expired"),
                                record.audit().of("open"),
                                record.audit().of("missing")));
        facts.put("fewer are let in while accepted messages wait for more than", scenario.turn());
        facts.put(
                "generator late by at most",
                record.results().stream()
                                .mapToLong(each -> each.behindMicros() / 1_000)
                                .max()
                                .orElse(0)
                        + " ms");
        return new RunSetting(
                scenario.word(),
                scenario.purpose(),
                record.from().at(),
                new LoadSetting(
                        options.rate(),
                        Duration.ofSeconds(options.warmupSeconds()),
                        Duration.ofSeconds(options.seconds()),
                        options.users(),
                        options.admissionBound()),
                facts,
                layout,
                Machine.current());
    }

    /**
     * Lost is what a user waits for in vain, what history lacks, or what the auditor misses; a
     * refusal is none of them.
     */
    private Integrity integrity() {
        long unanswered = record.streams().mapToLong(StreamResult::unanswered).sum();
        long unstored = Math.max(0, record.accepted() - record.rows().rows());
        long lost =
                Math.max(
                        Math.max(unanswered, unstored + record.rows().open()),
                        record.audit().of("missing") + record.audit().of("open"));
        long mismatched = record.streams().mapToLong(StreamResult::mismatched).sum();
        return new Integrity(
                lost + mismatched,
                record.streams().mapToLong(StreamResult::duplicated).sum() + record.rows().twice(),
                record.streams().mapToLong(StreamResult::outOfOrder).sum());
    }

    private List<StepLatency> steps() {
        List<StepLatency> steps = new ArrayList<>();
        add(steps, StepLatency.ACCEPT, sum(StreamResult::acceptMicros), GENERATOR);
        add(steps, StepLatency.REFUSE, sum(StreamResult::refusalMicros), GENERATOR);
        add(steps, StepLatency.DISPATCH, record.rows().dispatch, HISTORY);
        add(steps, StepLatency.INFER, record.rows().infer, HISTORY);
        add(steps, "first piece", sum(StreamResult::firstDeltaMicros), GENERATOR);
        add(
                steps,
                StepLatency.DELIVER,
                record.rows().deliver,
                HISTORY + ", to the acknowledgement");
        add(steps, StepLatency.STORE, record.rows().store, HISTORY);
        if (record.streams().map(stream -> stream.plan().name()).distinct().count() > 1) {
            record.streams()
                    .map(stream -> stream.plan().name())
                    .distinct()
                    .forEach(name -> add(steps, name, ofStream(name), GENERATOR));
        }
        add(steps, StepLatency.END_TO_END, endToEnd(), stores() ? HISTORY : GENERATOR);
        return steps;
    }

    private static void add(
            List<StepLatency> steps, String step, Histogram histogram, String source) {
        if (histogram.getTotalCount() > 0) {
            steps.add(new StepLatency(step, Percentiles.ofMicros(histogram), source));
        }
    }

    private Histogram endToEnd() {
        if (scenario == Scenario.REPLAY_BACKLOG) {
            return sum(StreamResult::acceptMicros);
        }
        return stores() ? record.rows().endToEnd : sum(StreamResult::replyMicros);
    }

    /** Whether the end of a message is its row, since nobody is replied to. */
    private boolean stores() {
        return scenario == Scenario.OBSERVE;
    }

    private Histogram sum(Function<StreamResult, String> which) {
        Histogram sum = new Histogram(StoredRows.LONGEST_MICROS, 3);
        record.streams().map(which).map(Histograms::decode).forEach(sum::add);
        return sum;
    }

    private Histogram ofStream(String name) {
        Histogram sum = new Histogram(StoredRows.LONGEST_MICROS, 3);
        record.streams()
                .filter(stream -> stream.plan().name().equals(name))
                .map(StreamResult::replyMicros)
                .map(Histograms::decode)
                .forEach(sum::add);
        return sum;
    }

    private Timeline timeline() {
        TimelineBuilder timeline = new TimelineBuilder(record.from().at());
        record.results()
                .forEach(result -> result.seconds().forEach(second -> add(timeline, second)));
        TickSeconds.add(record.ticks(), timeline);
        return timeline.build();
    }

    private static void add(TimelineBuilder timeline, LoadSecond second) {
        Instant at = Instant.ofEpochSecond(second.epochSecond());
        timeline.rates(
                at,
                new Second.Rates(
                        second.offered(), second.accepted(), second.refused(), second.finished()));
        timeline.queueDepth(at, second.open());
        if (second.max() > 0) {
            timeline.latency(
                    at,
                    new Second.Latency(
                            second.p50() / MICROS_PER_MILLI,
                            second.p95() / MICROS_PER_MILLI,
                            second.p99() / MICROS_PER_MILLI,
                            second.max() / MICROS_PER_MILLI));
        }
    }
}
