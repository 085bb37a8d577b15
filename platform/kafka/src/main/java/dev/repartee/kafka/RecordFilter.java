package dev.repartee.kafka;

import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.Mode;
import dev.repartee.contract.event.EventType;
import java.util.Arrays;
import java.util.EnumSet;
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

    /** Records of the given modes, and those for which a mode has no meaning. */
    static RecordFilter modes(Mode first, Mode... others) {
        Set<Mode> modes = EnumSet.of(first, others);
        return headers -> {
            Mode mode = headers.mode();
            return mode == null || modes.contains(mode);
        };
    }

    /** Records that both filters want. */
    default RecordFilter and(RecordFilter other) {
        return headers -> wants(headers) && other.wants(headers);
    }
}
