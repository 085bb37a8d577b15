package dev.repartee.kafka.cluster;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.Topic;
import dev.repartee.kafka.LogCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics of the catalogue, each with its dead-letter topic. Safe to repeat, and safe to
 * do from several processes at once; what exists is left as it is, but must have the catalogue's
 * number of partitions.
 *
 * <p>A topic is known before its partitions take records: on a slow disk seconds before. So whoever
 * creates topics comes back when each partition has a leader that answers, and a gateway that began
 * then refuses nobody. A partition that has none for half a minute is no longer waited for: one
 * that is out of order must not keep a process from its start.
 */
public final class TopicCreator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicCreator.class);

    private static final Duration SEGMENT = Duration.ofHours(1);

    private static final Duration ELECTION = Duration.ofSeconds(30);

    /** A dead letter is its record and a few headers more. */
    private static final int DEAD_LETTER_BYTES = 2 << 20;

    private final Admin admin;
    private final TopicSettings settings;

    public TopicCreator(LogCluster cluster, TopicSettings settings) {
        this.admin = Answers.admin(cluster);
        this.settings = settings;
    }

    /**
     * Creates every topic of the catalogue that is not there yet.
     *
     * @throws ReparteeException with {@link ErrorCode#INVALID_CONFIGURATION} when one is there with
     *     another number of partitions, with {@link ErrorCode#LOG_UNAVAILABLE} when the log does
     *     not answer or refuses
     */
    public void createCatalogue() {
        create(Stream.of(Topic.values()).flatMap(this::withDeadLetters).toList());
    }

    /** Creates the topic of a pool of inference workers, as {@link #createCatalogue} does. */
    public void createPool(String pool) {
        create(withDeadLetters(Topic.toInfer(pool), Topic.TO_INFER.retention()).toList());
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }

    private Stream<NewTopic> withDeadLetters(Topic topic) {
        return withDeadLetters(topic.topicName(), topic.retention());
    }

    private Stream<NewTopic> withDeadLetters(String name, Duration catalogued) {
        Duration retention = Optional.ofNullable(settings.retention()).orElse(catalogued);
        Map<String, String> configs =
                Map.of(
                        TopicConfig.RETENTION_MS_CONFIG, millis(retention),
                        TopicConfig.SEGMENT_MS_CONFIG, millis(SEGMENT),
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime",
                        TopicConfig.COMPRESSION_TYPE_CONFIG, "producer",
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                                Integer.toString(settings.minInSync()));
        Map<String, String> deadLetterConfigs = new HashMap<>(configs);
        deadLetterConfigs.put(TopicConfig.RETENTION_MS_CONFIG, millis(Topic.DEAD_LETTER_RETENTION));
        deadLetterConfigs.put(
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(DEAD_LETTER_BYTES));
        return Stream.of(
                topic(name).configs(configs),
                topic(name + Topic.DEAD_LETTER_SUFFIX).configs(deadLetterConfigs));
    }

    private NewTopic topic(String name) {
        return new NewTopic(name, Topic.PARTITIONS, (short) settings.replication());
    }

    private void create(List<NewTopic> topics) {
        Map<String, KafkaFuture<Void>> created = admin.createTopics(topics).values();
        List<String> existing = new ArrayList<>();
        created.forEach(
                (name, future) -> {
                    try {
                        Answers.await(future);
                    } catch (ExecutionException e) {
                        if (!(e.getCause() instanceof TopicExistsException)) {
                            throw Answers.refused(e);
                        }
                        existing.add(name);
                    }
                });
        check(existing);
        awaitLeaders(topics);
    }

    /** Only the leader of a partition can tell where it ends. */
    private void awaitLeaders(List<NewTopic> topics) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int number = 0; number < topic.numPartitions(); number++) {
                ends.put(new TopicPartition(topic.name(), number), OffsetSpec.latest());
            }
        }
        int limit = Math.toIntExact(ELECTION.toMillis());
        try {
            admin.listOffsets(ends, new ListOffsetsOptions().timeoutMs(limit)).all().get();
        } catch (ExecutionException e) {
            LOG.atWarn()
                    .addKeyValue("cause", Reason.of(e.getCause()))
                    .log("not every partition has a leader yet");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReparteeException(ErrorCode.LOG_UNAVAILABLE, "interrupted", e);
        }
    }

    private void check(List<String> existing) {
        try {
            for (TopicDescription topic :
                    Answers.await(admin.describeTopics(existing).allTopicNames()).values()) {
                if (topic.partitions().size() != Topic.PARTITIONS) {
                    throw new ReparteeException(
                            ErrorCode.INVALID_CONFIGURATION,
                            "topic %s has %d partitions, it must have %d"
                                    .formatted(
                                            topic.name(),
                                            topic.partitions().size(),
                                            Topic.PARTITIONS));
                }
            }
        } catch (ExecutionException e) {
            throw Answers.refused(e);
        }
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
