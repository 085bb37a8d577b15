package dev.repartee.audit.operations;

import dev.repartee.contract.event.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up what the partitions report. */
final class ReportSheet {

    private final Map<EventType, Long> ends = new EnumMap<>(EventType.class);
    private final List<MissingRequest> examples = new ArrayList<>();
    private long open;
    private long missing;
    private long duplicates;
    private long unreadable;

    void ended(EventType type) {
        ends.merge(type, 1L, Long::sum);
    }

    void open() {
        open++;
    }

    void duplicate() {
        duplicates++;
    }

    void unreadable() {
        unreadable++;
    }

    void missing(MissingRequest request) {
        missing++;
        if (examples.size() < LogAudit.EXAMPLES) {
            examples.add(request);
        }
    }

    AuditReport report(@Nullable Instant since, Instant at) {
        long replied = ends.getOrDefault(EventType.REPLIED, 0L);
        long analysed = ends.getOrDefault(EventType.ANALYSED, 0L);
        long parked = ends.getOrDefault(EventType.PARKED, 0L);
        long expired = ends.getOrDefault(EventType.EXPIRED, 0L);
        return new AuditReport(
                since,
                at,
                replied + analysed + parked + expired + open + missing,
                replied,
                analysed,
                parked,
                expired,
                open,
                missing,
                duplicates,
                unreadable,
                examples);
    }
}
