package dev.repartee.audit.operations;

import dev.repartee.contract.Coordinates;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One record that a message left in the log.
 *
 * @param at the broker's append time
 * @param coordinates where it lies
 * @param user {@code tenant:user}: the same id of another user is another message
 * @param event the event's word, or {@code dead_letter}
 * @param outcome what happened there, in a word
 * @param details more about it, in the order to show; never message text
 */
public record Hop(
        Instant at,
        Coordinates coordinates,
        String user,
        String event,
        String outcome,
        Map<String, String> details) {

    public Hop {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
