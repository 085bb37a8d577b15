package dev.repartee.history;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.Mode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.ConversationNote;
import dev.repartee.contract.event.DeliveryStatus;
import dev.repartee.contract.event.Event;
import dev.repartee.contract.event.EventType;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.contract.event.TrafficEvent;
import dev.repartee.kafka.BatchHandler;
import dev.repartee.kafka.LogRecord;
import dev.repartee.kafka.PoisonedBatch;
import dev.repartee.messages.MessageChange;
import dev.repartee.messages.MessageStore;
import dev.repartee.messages.UnstorableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stores one batch of the log. What can not be read or stored is singled out by halving, and the
 * rest is stored; everything else that goes wrong is the consumer's to try again.
 */
final class HistoryWriter implements BatchHandler {

    private final MessageStore store;
    private final HistoryMetrics metrics;

    private record Entry(Coordinates coordinates, MessageChange change) {}

    HistoryWriter(MessageStore store, HistoryMetrics metrics) {
        this.store = store;
        this.metrics = metrics;
    }

    /**
     * Whether a record is for history: resends end nothing, and an observed message has all it
     * needs in its result. What is not known here must be seen to be parked.
     */
    static boolean wants(EventHeaders headers) {
        boolean resend = EventType.RESEND.word().equals(headers.type());
        boolean observed =
                EventType.REQUEST.word().equals(headers.type()) && headers.mode() == Mode.OBSERVE;
        return !resend && !observed;
    }

    @Override
    public void handle(List<LogRecord> records) throws PoisonedBatch {
        Map<Coordinates, ErrorCode> poisoned = new HashMap<>();
        List<Entry> entries = new ArrayList<>(records.size());
        for (LogRecord record : records) {
            try {
                entries.add(new Entry(record.coordinates(), change(record)));
            } catch (ReparteeException e) {
                if (e.code().retryable()) {
                    throw e;
                }
                poisoned.put(record.coordinates(), e.code());
            }
        }
        store(entries, poisoned);
        if (!poisoned.isEmpty()) {
            metrics.poisoned();
            throw new PoisonedBatch(poisoned);
        }
    }

    private void store(List<Entry> entries, Map<Coordinates, ErrorCode> poisoned) {
        if (entries.isEmpty()) {
            return;
        }
        try {
            List<MessageChange> changes = entries.stream().map(Entry::change).toList();
            metrics.stored(changes.size(), () -> store.write(changes));
        } catch (UnstorableException e) {
            if (entries.size() == 1) {
                poisoned.put(entries.getFirst().coordinates(), ErrorCode.MALFORMED_EVENT);
                return;
            }
            int half = entries.size() / 2;
            store(entries.subList(0, half), poisoned);
            store(entries.subList(half, entries.size()), poisoned);
        } catch (RuntimeException e) {
            metrics.failed();
            throw e;
        }
    }

    private static MessageChange change(LogRecord record) {
        return switch (record.event(Event.class)) {
            case ChatRequest request -> new MessageChange.Received(request, record.origin());
            case ChatResult.Resend resend -> throw misplaced(record);
            case ChatResult result -> new MessageChange.Finished(result, record.origin().offset());
            case ConversationNote note -> new MessageChange.Noted(note);
            case DeliveryStatus status -> new MessageChange.Forwarded(status);
            case InferenceWork work -> throw misplaced(record);
            case TrafficEvent traffic -> throw misplaced(record);
        };
    }

    private static ReparteeException misplaced(LogRecord record) {
        return new ReparteeException(
                ErrorCode.MALFORMED_EVENT,
                "event '" + record.headers().type() + "' is not for history");
    }
}
