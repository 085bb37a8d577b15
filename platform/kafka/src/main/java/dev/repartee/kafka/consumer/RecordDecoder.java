package dev.repartee.kafka.consumer;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.EventHeaders;
import dev.repartee.kafka.RecordFilter;
import dev.repartee.kafka.consumer.failure.Failures;
import dev.repartee.kafka.ledger.ReadRecord;
import dev.repartee.kafka.ledger.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads a record's headers and says whether it is for this group. */
final class RecordDecoder {

    private static final byte[] NOTHING = {};
    private static final EventHeaders UNREADABLE =
            new EventHeaders("unreadable", 0, null, "", null, null, null, null);

    private final String group;
    private final RecordFilter filter;

    RecordDecoder(String group, RecordFilter filter) {
        this.group = group;
        this.filter = filter;
    }

    /** The record, condemned when its headers are unreadable; empty when it is for others. */
    Optional<ReadRecord> decode(ConsumerRecord<byte[], byte[]> record) {
        Map<String, byte[]> headers = LinkedHashMap.newLinkedHashMap(12);
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value());
        }
        EventHeaders event;
        Verdict verdict = null;
        try {
            event = EventHeaders.of(headers);
            if (!isForThisGroup(event)) {
                return Optional.empty();
            }
        } catch (RuntimeException e) {
            event = UNREADABLE;
            verdict = new Verdict(ErrorCode.MALFORMED_EVENT, Failures.describe(e));
        }
        return Optional.of(
                new ReadRecord(
                        new Coordinates(record.topic(), record.partition(), record.offset()),
                        Instant.ofEpochMilli(record.timestamp()),
                        record.key() == null ? NOTHING : record.key(),
                        record.value() == null ? NOTHING : record.value(),
                        headers,
                        event,
                        verdict));
    }

    private boolean isForThisGroup(EventHeaders event) {
        EventHeaders.Replay replay = event.replay();
        return (replay == null || replay.group().equals(group)) && filter.wants(event);
    }
}
