package dev.repartee.audit;

import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.Mode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.EventCodec;
import dev.repartee.contract.event.EventType;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads off key and headers what a record means for its message. */
final class AuditedRecords {

    private static final byte[] NOTHING = {};

    private final AuditMetrics metrics;

    AuditedRecords(AuditMetrics metrics) {
        this.metrics = metrics;
    }

    void request(ConsumerRecord<byte[], byte[]> record, OpenRequests requests) {
        try {
            EventHeaders headers = headers(record);
            EventHeaders.Replay replay = headers.replay();
            if (replay != null && !replay.group().equals(Topic.Party.DISPATCH.word())) {
                return;
            }
            String conversation = headers.conversation();
            Coordinates here = new Coordinates(record.topic(), record.partition(), record.offset());
            requests.request(
                    new OpenRequest(
                            key(record, headers),
                            new ConversationId(conversation == null ? "" : conversation),
                            headers.mode() == null ? Mode.REPLY : headers.mode(),
                            record.offset(),
                            replay == null ? here : replay.origin(),
                            Instant.ofEpochMilli(record.timestamp())));
        } catch (ReparteeException e) {
            metrics.unreadable();
        }
    }

    void result(ConsumerRecord<byte[], byte[]> record, OpenRequests requests) {
        try {
            EventHeaders headers = headers(record);
            EventType type = EventType.of(headers.type());
            Instant at = Instant.ofEpochMilli(record.timestamp());
            if (type.terminal()) {
                requests.ended(key(record, headers), type, at);
            } else if (type == EventType.RESEND) {
                ChatResult.Resend resend =
                        EventCodec.decode(
                                headers, orNothing(record.value()), ChatResult.Resend.class);
                requests.resent(key(record, headers), resend.origin(), at);
            }
        } catch (ReparteeException e) {
            metrics.unreadable();
        }
    }

    private static RequestKey key(ConsumerRecord<byte[], byte[]> record, EventHeaders headers) {
        UserKey user = UserKey.parse(orNothing(record.key()));
        String requestId = headers.requestId();
        return new RequestKey(
                user.tenant(), user.user(), new RequestId(requestId == null ? "" : requestId));
    }

    /** Records may lack a key or a value; nothing of ours reads as either. */
    private static byte[] orNothing(byte @Nullable [] bytes) {
        return bytes == null ? NOTHING : bytes;
    }

    private static EventHeaders headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, byte[]> headers = new HashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value());
        }
        return EventHeaders.of(headers);
    }
}
