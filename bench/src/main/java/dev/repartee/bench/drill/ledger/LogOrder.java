package dev.repartee.bench.drill.ledger;

import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.Topic;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.cluster.LogScanner;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Where each message first lies in the log: the order that replies must keep. Two messages of one
 * user lie in one partition, so their offsets can be compared.
 */
public final class LogOrder {

    private final Map<String, Long> offsets;

    LogOrder(Map<String, Long> offsets) {
        this.offsets = Map.copyOf(offsets);
    }

    /** Reads it; request ids must be unique among all users. */
    public static LogOrder read(LogCluster cluster) {
        Map<String, Long> offsets = new HashMap<>();
        try (LogScanner scanner = new LogScanner(cluster)) {
            scanner.scan(
                    scanner.whole(Topic.REQUESTS.topicName()),
                    record -> {
                        byte[] id = record.headers().get(EventHeaders.REQUEST_ID);
                        if (id != null) {
                            offsets.merge(
                                    new String(id, StandardCharsets.UTF_8),
                                    record.coordinates().offset(),
                                    Math::min);
                        }
                        return true;
                    });
        }
        return new LogOrder(offsets);
    }

    /** Empty when the log never got it. */
    public OptionalLong offset(String requestId) {
        Long offset = offsets.get(requestId);
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
    }
}
