package dev.repartee.kafka;

import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.event.EventType;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Says by its headers whether a record is for this group; others are finished unseen. */
@FunctionalInterface
public interface RecordFilter {

    /** Every record. */
    RecordFilter ALL = headers -> true;

    /** Whether the record is for this group. */
    boolean wants(EventHeaders headers);

    /** Records of the given types. */
    static RecordFilter types(EventType... types) {
        Set<String> words =
                Arrays.stream(types).map(EventType::word).collect(Collectors.toUnmodifiableSet());
        return headers -> words.contains(headers.type());
    }
}
