package dev.repartee.verification.system;

import dev.repartee.audit.operations.AuditReport;
import dev.repartee.audit.operations.LogAudit;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.Topic;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.cluster.GroupSnapshot;
import dev.repartee.kafka.cluster.LogScanner;
import dev.repartee.kafka.cluster.ScanRange;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What the log itself says of the messages; it asks no stage. */
public final class Witness {

    private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LogCluster log;
    private final Duration deadline;

    Witness(String bootstrap, Duration deadline) {
        this.log = LogCluster.of(bootstrap);
        this.deadline = deadline;
    }

    /** What {@code ./repartee audit} would say. */
    public AuditReport audit() {
        return new LogAudit(log, deadline, Clock.systemUTC()).run(null);
    }

    /** The ids of all requests that the log holds. */
    public Set<String> requests() {
        Set<String> ids = new HashSet<>();
        try (LogScanner scanner = new LogScanner(log)) {
            scanner.scan(
                    scanner.whole(Topic.REQUESTS.topicName()),
                    record -> {
                        byte[] id = record.headers().get("requestId");
                        ids.add(new String(id, StandardCharsets.UTF_8));
                        return true;
                    });
        }
        return ids;
    }

    /** A reason to wait no longer: the log proves that a message is lost. */
    public Callable<Boolean> lost() {
        return whenAsked(() -> audit().missing() > 0);
    }

    /**
     * A reason to wait no longer for what delivery does: every message has ended, and delivery has
     * finished every end.
     */
    public Callable<Boolean> delivered() {
        return whenAsked(
                () ->
                        audit().open() == 0
                                && finished(Topic.Party.DELIVERY, Topic.RESULTS.topicName()));
    }

    private boolean finished(Topic.Party group, String topic) {
        List<ScanRange> ranges;
        try (LogScanner scanner = new LogScanner(log)) {
            ranges = scanner.whole(topic);
        }
        GroupSnapshot snapshot = GroupSnapshot.read(log, group.word(), List.of(topic));
        return ranges.stream()
                .allMatch(range -> snapshot.contiguous(topic, range.partition()) >= range.to());
    }

    /**
     * Looks once a second, and not before one has passed: what comes soon needs no proof. A log
     * that can't be read proves nothing.
     */
    private static Callable<Boolean> whenAsked(BooleanSupplier proof) {
        long[] next = {System.nanoTime() + LOOK_EVERY_NANOS};
        return () -> {
            if (System.nanoTime() - next[0] < 0) {
                return false;
            }
            try {
                return proof.getAsBoolean();
            } catch (ReparteeException unreadable) {
                return false;
            } finally {
                next[0] = System.nanoTime() + LOOK_EVERY_NANOS;
            }
        };
    }
}
