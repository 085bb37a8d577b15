package dev.repartee.kafka.consumer.failure;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.Topic;
import dev.repartee.kafka.ParkedRecord;
import dev.repartee.kafka.ParkingListener;
import dev.repartee.kafka.ledger.Held;
import dev.repartee.kafka.ledger.Verdict;
import dev.repartee.kafka.sender.StageSender;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parks records: tells the listener, then writes the dead letter to {@code <topic>.dlq} at the same
 * partition, with the original key, value and headers and {@code dlq.*} headers beside them.
 */
public final class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final String PREFIX = "dlq.";
    private static final int LONGEST_DETAIL = 1_000;

    private final String group;
    private final ParkingListener listener;
    private final StageSender sender;
    private final Clock clock;

    public DeadLetters(String group, ParkingListener listener, StageSender sender, Clock clock) {
        this.group = group;
        this.listener = listener;
        this.sender = sender;
        this.clock = clock;
    }

    /**
     * Returns when the dead letter is durable.
     *
     * @throws Exception the listener's, or the sender's when it is closed: to be repeated
     */
    public void park(Held held, Verdict verdict) throws Exception {
        listener.parking(new ParkedRecord(held.record(), group, verdict.cause(), verdict.detail()));
        Coordinates from = held.coordinates();
        sender.append(
                        from.topic() + Topic.DEAD_LETTER_SUFFIX,
                        from.partition(),
                        held.record().key(),
                        held.record().value(),
                        headers(held, verdict))
                .get();
        LOG.atWarn()
                .addKeyValue("group", group)
                .addKeyValue("coordinates", from)
                .addKeyValue("requestId", held.record().headers().requestId())
                .addKeyValue("cause", verdict.cause().word())
                .addKeyValue("detail", verdict.detail())
                .log("parked a record");
    }

    private Map<String, byte[]> headers(Held held, Verdict verdict) {
        Map<String, byte[]> headers = new LinkedHashMap<>(held.headers());
        headers.keySet().removeIf(name -> name.startsWith(PREFIX));
        put(headers, "group", group);
        put(headers, "cause", verdict.cause().word());
        put(headers, "detail", shortened(verdict.detail()));
        put(headers, "attempts", Integer.toString(held.attempt()));
        put(headers, "coordinates", held.coordinates().toString());
        put(headers, "origin", held.record().origin().toString());
        put(headers, "at", clock.instant().toString());
        return headers;
    }

    private static String shortened(String detail) {
        return detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL);
    }

    private static void put(Map<String, byte[]> headers, String name, String value) {
        headers.put(PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
    }
}
