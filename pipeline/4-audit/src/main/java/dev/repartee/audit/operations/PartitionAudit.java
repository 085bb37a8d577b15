package dev.repartee.audit.operations;

import dev.repartee.audit.operations.MissingRequest.Reason;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.EventCodec;
import dev.repartee.contract.event.EventType;
import dev.repartee.kafka.cluster.RawRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Compares the requests of one partition with what came of them. First all requests are told, then
 * work and results.
 */
final class PartitionAudit {

    private final Map<RequestKey, AuditedRequest> requests = new LinkedHashMap<>();
    private final ReportSheet sheet;

    PartitionAudit(ReportSheet sheet) {
        this.sheet = sheet;
    }

    /**
     * @param finished whether dispatch had finished the record
     */
    void request(RawRecord record, boolean finished) {
        EventHeaders headers;
        RequestKey key;
        try {
            headers = EventHeaders.of(record.headers());
            key = key(record, headers);
        } catch (ReparteeException e) {
            sheet.unreadable();
            return;
        }
        EventHeaders.Replay replay = headers.replay();
        if (replay != null && !replay.group().equals(Topic.Party.DISPATCH.word())) {
            return;
        }
        AuditedRequest known = requests.get(key);
        if (known == null) {
            known = new AuditedRequest(record.coordinates(), record.appendedAt(), finished);
            requests.put(key, known);
        } else if (replay == null) {
            sheet.duplicate();
        }
        if (replay != null) {
            known.replayed(record.coordinates(), record.appendedAt(), finished);
        }
    }

    /**
     * @param finished whether inference had finished the record
     */
    void work(RawRecord record, boolean finished) {
        told(record, (headers, request) -> request.work(finished));
    }

    void result(RawRecord record) {
        told(record, (headers, request) -> result(record, headers, request));
    }

    private static void result(RawRecord record, EventHeaders headers, AuditedRequest request) {
        EventType type = EventType.of(headers.type());
        if (type == EventType.RESEND) {
            request.resent(decoded(record, headers, ChatResult.Resend.class).origin());
        } else if (type.terminal()
                && request.mayEnd()
                && (!request.parked() || follows(record, headers, type))) {
            request.ended(type, record.appendedAt());
        }
    }

    /** Whether a result may take the place of one that parked the message. */
    private static boolean follows(RawRecord record, EventHeaders headers, EventType type) {
        return switch (type) {
            case PARKED, EXPIRED -> true;
            case REPLIED -> decoded(record, headers, ChatResult.Replied.class).supersedes();
            case ANALYSED -> decoded(record, headers, ChatResult.Analysed.class).supersedes();
            case REQUEST, WORK, RESEND, DELIVERY, NOTE, TRAFFIC -> false;
        };
    }

    private static <R extends ChatResult> R decoded(
            RawRecord record, EventHeaders headers, Class<R> expected) {
        byte[] value = record.value();
        return EventCodec.decode(headers, value == null ? new byte[0] : value, expected);
    }

    private void told(RawRecord record, BiConsumer<EventHeaders, AuditedRequest> visitor) {
        try {
            EventHeaders headers = EventHeaders.of(record.headers());
            AuditedRequest request = requests.get(key(record, headers));
            if (request != null) {
                visitor.accept(headers, request);
            }
        } catch (ReparteeException e) {
            // A record that names no message can not be the end of one.
        }
    }

    /**
     * Adds the verdicts to the sheet.
     *
     * @param willExpire whether the audit stage still holds the request and is about to end it
     */
    void settle(Predicate<AuditedRequest> willExpire) {
        requests.forEach((key, request) -> settle(key, request, willExpire));
    }

    private void settle(
            RequestKey key, AuditedRequest request, Predicate<AuditedRequest> willExpire) {
        EventType end = request.end();
        if (end != null) {
            sheet.ended(end);
        } else if (request.duplicateOfAnother()) {
            sheet.duplicate();
        } else if (request.underWay() || willExpire.test(request)) {
            sheet.open();
        } else {
            sheet.missing(
                    new MissingRequest(
                            key,
                            request.coordinates(),
                            request.appendedAt(),
                            request.workSeen()
                                    ? Reason.LOST_BY_INFERENCE
                                    : Reason.LOST_BY_DISPATCH));
        }
    }

    private static RequestKey key(RawRecord record, EventHeaders headers) {
        byte[] key = record.key();
        UserKey user = UserKey.parse(key == null ? new byte[0] : key);
        String requestId = headers.requestId();
        return new RequestKey(
                user.tenant(), user.user(), new RequestId(requestId == null ? "" : requestId));
    }
}
