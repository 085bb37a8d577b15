package dev.repartee.kafka.consumer;

import dev.repartee.kafka.Disposition;
import dev.repartee.kafka.LogRecord;
import dev.repartee.kafka.RecordHandler;
import dev.repartee.kafka.RecordObserver;

/**
 * A handler whose attempts are seen by an observer.
 *
 * @param group the consumer group
 * @param handler does the work
 * @param observer is told
 */
record ObservedHandler(String group, RecordHandler handler, RecordObserver observer)
        implements RecordHandler {

    static RecordHandler of(String group, RecordHandler handler, RecordObserver observer) {
        return observer == RecordObserver.NONE
                ? handler
                : new ObservedHandler(group, handler, observer);
    }

    @Override
    public Disposition handle(LogRecord record) throws Exception {
        RecordObserver.Attempt attempt = observer.begin(group, record);
        try {
            Disposition disposition = handler.handle(record);
            if (disposition instanceof Disposition.Later(var completion)) {
                completion.whenComplete((done, failure) -> attempt.end(failure));
            } else {
                attempt.end(null);
            }
            return disposition;
        } catch (Throwable thrown) {
            attempt.end(thrown);
            throw thrown;
        }
    }
}
