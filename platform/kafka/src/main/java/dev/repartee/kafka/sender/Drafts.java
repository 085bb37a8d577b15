package dev.repartee.kafka.sender;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.event.Event;
import dev.repartee.contract.event.EventCodec;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Makes records of events, and our errors of Kafka's. */
final class Drafts {

    private Drafts() {}

    static ProducerRecord<byte[], byte[]> of(String topic, Event event, EventHeaders headers) {
        return of(topic, null, event.userKey().bytes(), EventCodec.encode(event), headers.toMap());
    }

    static ProducerRecord<byte[], byte[]> of(
            String topic,
            @Nullable Integer partition,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Map<String, byte[]> headers) {
        RecordHeaders recordHeaders = new RecordHeaders();
        headers.forEach(recordHeaders::add);
        return new ProducerRecord<>(topic, partition, key, value, recordHeaders);
    }

    /** Whether the record itself is wrong, so that no other attempt can succeed. */
    static boolean hopeless(Throwable failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof InvalidTopicException;
    }

    static ReparteeException failure(Throwable failure) {
        if (failure instanceof RecordTooLargeException) {
            return new ReparteeException(
                    ErrorCode.BODY_TOO_LARGE, "the record is larger than the log takes", failure);
        }
        if (failure instanceof InvalidTopicException) {
            return new ReparteeException(ErrorCode.INTERNAL, "no such topic can exist", failure);
        }
        return new ReparteeException(
                ErrorCode.LOG_UNAVAILABLE,
                "the log did not acknowledge; the record may or may not be there",
                failure);
    }
}
