package dev.repartee.app.node;

import dev.repartee.kafka.LogRecord;
import dev.repartee.kafka.RecordObserver;
import dev.repartee.runtime.tracing.Tracing;
import java.util.Map;

/** Makes a span of each attempt of a stage at a record, as a child of the gateway's. */
final class TracedRecords implements RecordObserver {

    private final Tracing tracing;

    private TracedRecords(Tracing tracing) {
        this.tracing = tracing;
    }

    static RecordObserver of(Tracing tracing) {
        return tracing.enabled() ? new TracedRecords(tracing) : RecordObserver.NONE;
    }

    @Override
    public Attempt begin(String group, LogRecord record) {
        String requestId = record.headers().requestId();
        Tracing.Step step =
                tracing.begin(
                        group,
                        record.headers().traceparent(),
                        Map.of(
                                "messaging.system",
                                "kafka",
                                "messaging.destination.name",
                                record.coordinates().topic(),
                                "repartee.coordinates",
                                record.coordinates().toString(),
                                "repartee.tenant",
                                record.headers().tenant(),
                                "repartee.request_id",
                                requestId == null ? "" : requestId,
                                "repartee.attempt",
                                Integer.toString(record.attempt())));
        return step::end;
    }
}
