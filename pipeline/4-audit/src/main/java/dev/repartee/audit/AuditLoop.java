package dev.repartee.audit;

import dev.repartee.contract.Topic;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.kafka.EventSender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of the audit: reads requests as a member of its group, and the results of the same
 * partitions beside them, by hand. So requests and results of a user are always in one process,
 * whatever the group's assignor does. Runs on one thread.
 */
final class AuditLoop implements ConsumerRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(AuditLoop.class);

    /** The log gathers for as long. */
    private static final Duration POLL = Duration.ofMillis(250);

    private final KafkaConsumer<byte[], byte[]> requests;
    private final KafkaConsumer<byte[], byte[]> results;
    private final EventSender sender;
    private final AuditConfig config;
    private final AuditMetrics metrics;
    private final Clock clock;
    private final AuditedRecords records;
    private final Map<Integer, AuditedPartition> held = new HashMap<>();
    private final Map<Integer, OffsetAndMetadata> committed = new HashMap<>();
    private Instant nextTick = Instant.MIN;
    private Instant nextCommit = Instant.MIN;

    /** Both consumers read keys and values as bytes; closing them is the caller's. */
    AuditLoop(
            KafkaConsumer<byte[], byte[]> requests,
            KafkaConsumer<byte[], byte[]> results,
            EventSender sender,
            AuditConfig config,
            AuditMetrics metrics,
            Clock clock) {
        this.requests = requests;
        this.results = results;
        this.sender = sender;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
        this.records = new AuditedRecords(metrics);
    }

    void run(BooleanSupplier goOn, Runnable afterPoll) {
        requests.subscribe(List.of(Topic.REQUESTS.topicName()), this);
        while (goOn.getAsBoolean()) {
            Instant before = clock.instant();
            readRequests();
            readResults();
            afterPoll.run();
            Instant now = clock.instant();
            if (!now.isBefore(nextTick)) {
                nextTick = now.plus(config.tick());
                noteReadTo(before);
                tick(now);
            }
            if (!now.isBefore(nextCommit)) {
                nextCommit = now.plus(config.commit());
                commit(held.keySet());
            }
        }
        commit(held.keySet());
    }

    private void readRequests() {
        for (ConsumerRecord<byte[], byte[]> record : requests.poll(POLL)) {
            AuditedPartition partition = held.get(record.partition());
            if (partition != null) {
                records.request(record, partition.requests());
                partition.requestsRead(
                        record.offset() + 1, Instant.ofEpochMilli(record.timestamp()));
            }
        }
    }

    private void readResults() {
        if (results.assignment().isEmpty()) {
            return;
        }
        for (ConsumerRecord<byte[], byte[]> record : results.poll(POLL)) {
            AuditedPartition partition = held.get(record.partition());
            if (partition != null) {
                records.result(record, partition.requests());
                partition.resultsRead(Instant.ofEpochMilli(record.timestamp()));
            }
        }
    }

    /**
     * Where all was read that there was before the last polls. Only when somebody asks how far
     * reading came: each lag is a question to the consumer's own thread.
     */
    private void noteReadTo(Instant before) {
        held.forEach(
                (number, partition) -> {
                    TopicPartition topic = requestsOf(number);
                    if (caughtUp(requests, topic)) {
                        partition.requestsRead(requests.position(topic), before);
                    }
                    if (caughtUp(results, resultsOf(number))) {
                        partition.resultsRead(before);
                    }
                });
    }

    /** As far as the last answer of the broker told; good enough for pace and memory. */
    private static boolean caughtUp(KafkaConsumer<?, ?> consumer, TopicPartition partition) {
        return !consumer.paused().contains(partition)
                && consumer.currentLag(partition).orElse(-1) == 0;
    }

    private void tick(Instant now) {
        keepPace();
        held.values()
                .forEach(
                        partition ->
                                partition
                                        .requests()
                                        .forget(partition.requestsReadTo().minus(config.slack())));
        expire(now);
        metrics.state(
                held.values().stream().mapToInt(partition -> partition.requests().size()).sum(),
                held.values().stream()
                        .mapToInt(partition -> partition.requests().remembered())
                        .sum(),
                held.values().stream()
                        .map(partition -> partition.requests().oldest())
                        .filter(Objects::nonNull)
                        .map(OpenRequest::appendedAt)
                        .min(Instant::compareTo)
                        .orElse(null));
    }

    private void keepPace() {
        held.forEach(
                (number, partition) -> {
                    Instant read = partition.requestsReadTo();
                    Instant other = partition.resultsReadTo();
                    pace(requests, requestsOf(number), read.isAfter(other.plus(config.slack())));
                    pace(results, resultsOf(number), other.isAfter(read.plus(config.slack())));
                });
    }

    private static void pace(
            KafkaConsumer<?, ?> consumer, TopicPartition partition, boolean ahead) {
        if (ahead == consumer.paused().contains(partition)) {
            return;
        }
        if (ahead) {
            consumer.pause(Set.of(partition));
        } else {
            consumer.resume(Set.of(partition));
        }
    }

    /** Ends what is overdue, but only where every result that there is has been read. */
    private void expire(Instant now) {
        Set<TopicPartition> asked = new HashSet<>();
        held.forEach(
                (number, partition) -> {
                    if (partition.requests().anyOverdue(now, config.deadline())) {
                        asked.add(resultsOf(number));
                    }
                });
        if (asked.isEmpty()) {
            return;
        }
        results.endOffsets(asked)
                .forEach(
                        (topic, end) -> {
                            if (results.position(topic) >= end) {
                                expire(held.get(topic.partition()), now);
                            }
                        });
    }

    private void expire(AuditedPartition partition, Instant now) {
        for (OpenRequest overdue : partition.requests().overdue(now, config.deadline())) {
            log.atWarn()
                    .addKeyValue("requestId", overdue.key().requestId())
                    .addKeyValue("tenant", overdue.key().tenant())
                    .addKeyValue("origin", overdue.origin())
                    .log("a message was not answered before its deadline");
            sender.send(
                    Topic.RESULTS.topicName(),
                    new ChatResult.Expired(
                            overdue.key(),
                            overdue.conversation(),
                            overdue.mode(),
                            overdue.origin(),
                            null,
                            now));
        }
    }

    private void commit(Collection<Integer> partitions) {
        Map<TopicPartition, OffsetAndMetadata> changed = new HashMap<>();
        for (int number : partitions) {
            AuditedPartition partition = held.get(number);
            OffsetAndMetadata commit =
                    new OffsetAndMetadata(
                            partition.resumeAt(),
                            new ResumePoint(partition.resumeFrom()).metadata());
            OffsetAndMetadata before = committed.get(number);
            if (before == null || before.offset() != commit.offset()) {
                changed.put(requestsOf(number), commit);
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        try {
            requests.commitSync(changed);
            changed.forEach((topic, commit) -> committed.put(topic.partition(), commit));
        } catch (KafkaException e) {
            log.atWarn()
                    .addKeyValue("error", e.getMessage())
                    .log("the audit could not commit; a successor would read more");
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        Map<TopicPartition, OffsetAndMetadata> commits =
                requests.committed(new HashSet<>(assigned));
        Map<Integer, Instant> since = new HashMap<>();
        for (TopicPartition topic : assigned) {
            OffsetAndMetadata commit = commits.get(topic);
            Instant from =
                    commit == null
                            ? Instant.EPOCH
                            : ResumePoint.parse(commit.metadata())
                                    .map(ResumePoint::since)
                                    .orElse(Instant.EPOCH);
            since.put(topic.partition(), from);
            held.put(
                    topic.partition(),
                    new AuditedPartition(
                            new OpenRequests(metrics::ended), requests.position(topic), from));
        }
        readResultsSince(since);
        log.atInfo().addKeyValue("partitions", since.keySet()).log("auditing");
    }

    private void readResultsSince(Map<Integer, Instant> since) {
        assignResults();
        Map<TopicPartition, Long> times = new HashMap<>();
        since.forEach(
                (number, from) ->
                        times.put(
                                resultsOf(number),
                                Math.max(0, from.minus(config.slack()).toEpochMilli())));
        Map<TopicPartition, Long> ends = results.endOffsets(times.keySet());
        results.offsetsForTimes(times)
                .forEach(
                        (topic, found) ->
                                results.seek(
                                        topic, found == null ? ends.get(topic) : found.offset()));
    }

    private void assignResults() {
        results.assign(held.keySet().stream().map(AuditLoop::resultsOf).toList());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        commit(revoked.stream().map(TopicPartition::partition).filter(held::containsKey).toList());
        onPartitionsLost(revoked);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        lost.forEach(
                topic -> {
                    held.remove(topic.partition());
                    committed.remove(topic.partition());
                });
        assignResults();
    }

    private static TopicPartition requestsOf(int partition) {
        return new TopicPartition(Topic.REQUESTS.topicName(), partition);
    }

    private static TopicPartition resultsOf(int partition) {
        return new TopicPartition(Topic.RESULTS.topicName(), partition);
    }
}
