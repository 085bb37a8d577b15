package dev.repartee.bench.drill.ledger;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message as reading its conversation back shows it.
 *
 * @param state the word of its state
 * @param reply its reply's text, if it has one
 */
public record StoredRow(String requestId, String state, @Nullable String reply) {

    Optional<End> end() {
        return End.of(state);
    }
}
