package dev.repartee.bench.scenario;

import dev.repartee.contract.Topic;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.cluster.GroupProgress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What gathered while the stages stood still, and how fast each of them works it off. */
final class Backlog {
    private static final Duration EVERY = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** Each stage can be done only after the one before. */
    private static final Map<Topic.Party, List<Topic>> STAGES = stages();

    private Backlog() {}

    /**
     * Waits until every stage has finished what there is.
     *
     * @param messages how many gathered
     * @param begun when the stages went on, as {@link System#nanoTime}
     * @return messages a second by stage, counted from then
     */
    static Map<String, Double> drain(String kafka, long messages, long begun)
            throws InterruptedException {
        Map<String, Double> rates = new LinkedHashMap<>();
        try (GroupProgress progress =
                new GroupProgress(LogCluster.of(kafka), EVERY, Clock.systemUTC())) {
            STAGES.forEach(
                    (stage, topics) ->
                            topics.forEach(
                                    topic -> progress.watch(stage.word(), topic.topicName())));
            progress.start();
            while (progress.refreshedAt().equals(Instant.EPOCH)) {
                Thread.sleep(EVERY);
            }
            for (Map.Entry<Topic.Party, List<Topic>> stage : STAGES.entrySet()) {
                awaitDone(progress, stage.getKey(), stage.getValue(), begun);
                double seconds = (System.nanoTime() - begun) / 1e9;
                rates.put(stage.getKey().word(), messages / seconds);
            }
        }
        return rates;
    }

    private static void awaitDone(
            GroupProgress progress, Topic.Party stage, List<Topic> topics, long begun)
            throws InterruptedException {
        while (topics.stream().anyMatch(topic -> progress.unfinished(topic.topicName()) > 0)) {
            if (System.nanoTime() - begun > LIMIT.toNanos()) {
                throw new IllegalStateException(stage + " did not work off its backlog");
            }
            Thread.sleep(EVERY);
        }
    }

    private static Map<Topic.Party, List<Topic>> stages() {
        Map<Topic.Party, List<Topic>> stages = new LinkedHashMap<>();
        stages.put(Topic.Party.DISPATCH, List.of(Topic.REQUESTS));
        stages.put(Topic.Party.INFERENCE, List.of(Topic.TO_INFER));
        stages.put(Topic.Party.HISTORY, List.of(Topic.RESULTS));
        return stages;
    }
}
