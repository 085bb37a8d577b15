package dev.repartee.dispatch;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.Topic;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.cluster.GroupProgress;
import dev.repartee.kafka.cluster.TopicCreator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics that carry work, one for each pool: which there are, where they end, what they keep.
 */
final class WorkTopics implements FastPath.Surveyor, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WorkTopics.class);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Admin admin;
    private final TopicCreator creator;
    private final GroupProgress progress;

    /** Topics known to be there and watched; grown by lanes and surveys, shrunk by lanes. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    WorkTopics(LogCluster cluster, TopicCreator creator, GroupProgress progress) {
        this.admin = Admin.create(cluster.properties());
        this.creator = creator;
        this.progress = progress;
    }

    /** The topic of a pool, created when it is not there, or no more. */
    String of(String pool) {
        String topic = Topic.toInfer(pool);
        known.removeAll(progress.missing());
        if (!known.contains(topic)) {
            if (!pool.isEmpty()) {
                creator.createPool(pool);
            }
            watch(topic);
        }
        return topic;
    }

    /** Refuses topics that may forget a message before its deadline. */
    void checkRetention(Duration deadline) throws InterruptedException, ExecutionException {
        List<ConfigResource> asked = new ArrayList<>();
        present().forEach(topic -> asked.add(resource(topic)));
        asked.add(resource(Topic.REQUESTS.topicName()));
        asked.add(resource(Topic.RESULTS.topicName()));
        Map<ConfigResource, Config> answers = admin.describeConfigs(asked).all().get();
        answers.forEach((topic, config) -> check(topic.name(), config, deadline));
    }

    private static void check(String topic, Config config, Duration deadline) {
        ConfigEntry entry = config.get(TopicConfig.RETENTION_MS_CONFIG);
        long kept = entry == null ? -1 : Long.parseLong(entry.value());
        if (kept >= 0 && kept <= deadline.toMillis()) {
            throw new ReparteeException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "topic "
                            + topic
                            + " keeps records for "
                            + Duration.ofMillis(kept)
                            + ", which must be longer than the deadline of "
                            + deadline);
        }
    }

    /** Asks in a thread of its own and does not give up while the log is away. */
    @Override
    public void survey(List<PartitionFlights> fresh) {
        Thread.ofVirtual().name("dispatch-survey").start(() -> surveyUntilKnown(fresh));
    }

    private void surveyUntilKnown(List<PartitionFlights> fresh) {
        while (!closed) {
            try {
                Map<TopicPartition, Long> ends = ends(fresh);
                fresh.forEach(flights -> flights.ground(endsOf(flights.partition(), ends)));
                return;
            } catch (ExecutionException e) {
                log.atWarn()
                        .addKeyValue("error", e.getMessage())
                        .log("the ends of the work topics are not known yet; no fast path");
                if (!pause()) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Map<TopicPartition, Long> ends(List<PartitionFlights> fresh)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (String topic : present()) {
            watch(topic);
            fresh.forEach(
                    flights ->
                            asked.put(
                                    new TopicPartition(topic, flights.partition()),
                                    OffsetSpec.latest()));
        }
        return admin.listOffsets(asked).all().get().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    }

    private static Map<String, Long> endsOf(int partition, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .filter(end -> end.getKey().partition() == partition)
                .collect(Collectors.toMap(end -> end.getKey().topic(), Map.Entry::getValue));
    }

    /** The topics of work that the log has now. */
    private Set<String> present() throws InterruptedException, ExecutionException {
        String common = Topic.TO_INFER.topicName();
        return admin.listTopics().names().get().stream()
                .filter(name -> name.equals(common) || name.startsWith(common + "."))
                .filter(name -> !name.endsWith(Topic.DEAD_LETTER_SUFFIX))
                .collect(Collectors.toSet());
    }

    private void watch(String topic) {
        String common = Topic.TO_INFER.topicName();
        String pool = topic.equals(common) ? "" : topic.substring(common.length() + 1);
        progress.watch(Topic.inferenceGroup(pool), topic);
        known.add(topic);
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        admin.close(Duration.ofSeconds(1));
    }
}
