package dev.repartee.audit.operations;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.Topic;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.cluster.GroupSnapshot;
import dev.repartee.kafka.cluster.LogScanner;
import dev.repartee.kafka.cluster.ScanRange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Proves from the log alone that no accepted message was lost (promise P4), whatever runs or does
 * not run at the moment.
 *
 * <p>Gives no false alarm under load: it first notes which requests there are, then what dispatch
 * and inference have committed, and only then where work and results end. So everything that a
 * commit calls finished has its outcome within what is read.
 *
 * <p>Reads each partition by itself, so it needs memory for the messages of one partition.
 */
public final class LogAudit {

    /** Most missing messages that a report names. */
    public static final int EXAMPLES = 1_000;

    /** How far the clocks of two brokers may differ. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final LogCluster cluster;
    private final Duration deadline;
    private final Clock clock;

    /**
     * @param deadline the deployment's: what is older and still held by the audit stage is about to
     *     expire, not missing
     */
    public LogAudit(LogCluster cluster, Duration deadline, Clock clock) {
        this.cluster = cluster;
        this.deadline = deadline;
        this.clock = clock;
    }

    /** Everything that is compared, read in the order that rules out a false alarm. */
    private record Evidence(
            List<ScanRange> requests,
            GroupSnapshot dispatched,
            Map<String, GroupSnapshot> inferred,
            Map<Integer, Long> audited,
            List<ScanRange> work,
            List<ScanRange> results,
            Instant at) {

        boolean inferred(Coordinates work) {
            GroupSnapshot group = inferred.get(work.topic());
            return group != null && group.finished(work.topic(), work.partition(), work.offset());
        }

        boolean dispatched(Coordinates request) {
            return dispatched.finished(request.topic(), request.partition(), request.offset());
        }
    }

    /**
     * @param since from when on requests are looked at, or null for all that the log keeps
     */
    public AuditReport run(@Nullable Instant since) {
        try (LogScanner scanner = new LogScanner(cluster);
                LogTopics topics = new LogTopics(cluster)) {
            Evidence evidence = gather(scanner, topics, since);
            ReportSheet sheet = new ReportSheet();
            evidence.requests().stream()
                    .map(ScanRange::partition)
                    .distinct()
                    .forEach(partition -> audit(partition, evidence, scanner, sheet));
            return sheet.report(since, evidence.at());
        }
    }

    private Evidence gather(LogScanner scanner, LogTopics topics, @Nullable Instant since) {
        Instant at = clock.instant();
        List<ScanRange> requests = ranges(scanner, Topic.REQUESTS.topicName(), since);
        List<String> workTopics = topics.work();
        GroupSnapshot dispatched =
                GroupSnapshot.read(
                        cluster, Topic.Party.DISPATCH.word(), List.of(Topic.REQUESTS.topicName()));
        Map<String, GroupSnapshot> inferred = new HashMap<>();
        for (String topic : workTopics) {
            inferred.put(
                    topic,
                    GroupSnapshot.read(cluster, LogTopics.inferenceGroup(topic), List.of(topic)));
        }
        Map<Integer, Long> audited = topics.auditedRequests();
        Instant outcomesSince = since == null ? null : since.minus(SLACK);
        List<ScanRange> work = new ArrayList<>();
        workTopics.forEach(topic -> work.addAll(ranges(scanner, topic, outcomesSince)));
        List<ScanRange> results = ranges(scanner, Topic.RESULTS.topicName(), outcomesSince);
        return new Evidence(requests, dispatched, inferred, audited, work, results, at);
    }

    private static List<ScanRange> ranges(
            LogScanner scanner, String topic, @Nullable Instant since) {
        return since == null ? scanner.whole(topic) : scanner.since(topic, since);
    }

    private void audit(int partition, Evidence evidence, LogScanner scanner, ReportSheet sheet) {
        PartitionAudit audit = new PartitionAudit(sheet);
        scanner.scan(
                of(partition, evidence.requests()),
                record -> {
                    audit.request(record, evidence.dispatched(record.coordinates()));
                    return true;
                });
        scanner.scan(
                of(partition, evidence.work()),
                record -> {
                    audit.work(record, evidence.inferred(record.coordinates()));
                    return true;
                });
        scanner.scan(
                of(partition, evidence.results()),
                record -> {
                    audit.result(record);
                    return true;
                });
        audit.settle(willExpire(partition, evidence));
    }

    private Predicate<AuditedRequest> willExpire(int partition, Evidence evidence) {
        Long held = evidence.audited().get(partition);
        return request ->
                held != null
                        && held <= request.coordinates().offset()
                        && request.appendedAt().plus(deadline).isBefore(evidence.at());
    }

    private static List<ScanRange> of(int partition, List<ScanRange> ranges) {
        return ranges.stream()
                .filter(range -> range.partition() == partition && range.length() > 0)
                .collect(Collectors.toList());
    }
}
