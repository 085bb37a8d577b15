package dev.repartee.audit.operations;

import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.UserKey;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.Partitions;
import dev.repartee.kafka.cluster.LogScanner;
import dev.repartee.kafka.cluster.ScanRange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Follows one message through the log: every record that it left, with time, place and outcome.
 *
 * <p>The log has no index, so this reads. It reads less when the id is one of ours, which tells its
 * own time, or when the user is known, who tells the partition.
 */
public final class Trace {

    /** How far the clocks of a gateway and of a broker may differ. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final LogCluster cluster;

    public Trace(LogCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * @param user whose message, or null to look at all users
     * @param since how far back to look, or null for the time that the id tells, else for all that
     *     the log keeps
     * @return the oldest first
     */
    public List<Hop> of(RequestId requestId, @Nullable UserKey user, @Nullable Instant since) {
        Instant from = since == null ? bornAt(requestId).orElse(null) : since;
        byte[] id = requestId.value().getBytes(StandardCharsets.UTF_8);
        List<Hop> hops = new ArrayList<>();
        try (LogScanner scanner = new LogScanner(cluster);
                LogTopics topics = new LogTopics(cluster)) {
            for (String topic : topics.all()) {
                scanner.scan(
                        ranges(scanner, topic, user, from),
                        record -> {
                            byte[] named = record.headers().get(EventHeaders.REQUEST_ID);
                            if (Arrays.equals(named, id) && isOf(user, record.key())) {
                                hops.add(HopReader.hop(record));
                            }
                            return true;
                        });
            }
        }
        hops.sort(Comparator.comparing(Hop::at));
        return hops;
    }

    private static List<ScanRange> ranges(
            LogScanner scanner, String topic, @Nullable UserKey user, @Nullable Instant from) {
        List<ScanRange> ranges = from == null ? scanner.whole(topic) : scanner.since(topic, from);
        if (user == null) {
            return ranges;
        }
        int partition = Partitions.of(user.bytes());
        return ranges.stream().filter(range -> range.partition() == partition).toList();
    }

    private static boolean isOf(@Nullable UserKey user, byte @Nullable [] key) {
        return user == null || Arrays.equals(user.bytes(), key);
    }

    /** The time in a UUID of version 7, a minute earlier for clocks that differ. */
    static Optional<Instant> bornAt(RequestId requestId) {
        try {
            UUID uuid = UUID.fromString(requestId.value());
            return uuid.version() == 7
                    ? Optional.of(
                            Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16).minus(SLACK))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
