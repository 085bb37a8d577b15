package dev.repartee.messages.row;

import java.util.stream.Collectors;

/**
 * How a column of a stored row {@code m} and of an arriving one ({@code excluded}) become one.
 * Every rule is associative, commutative and idempotent, so that batches may come in any order and
 * twice; {@link Origin}, {@link Outcome} and {@link Trail} do the same in memory.
 */
public enum MergeRule {
    /** Never changes. */
    KEY("m.%1$s"),
    /** Belongs to the request that is first in the log; see {@link Origin}. */
    ORIGIN(
            """
            CASE WHEN m.log_offset IS NULL AND excluded.log_offset IS NOT NULL
                        OR excluded.log_offset < m.log_offset THEN excluded.%1$s
                 WHEN excluded.log_offset = m.log_offset THEN COALESCE(m.%1$s, excluded.%1$s)
                 ELSE m.%1$s END"""),
    /** The same for what erasing takes away. */
    ORIGIN_TEXT("CASE WHEN m.erased OR excluded.erased THEN NULL ELSE " + ORIGIN.form + " END"),
    /** Belongs to the result that counts; see {@link Outcome}. */
    OUTCOME(
            """
            CASE WHEN excluded.result_offset IS NOT NULL AND (m.result_offset IS NULL
                        OR (%2$s, excluded.result_offset) < (%3$s, m.result_offset)) THEN excluded.%1$s
                 ELSE m.%1$s END"""),
    /** The same for what erasing takes away. */
    OUTCOME_TEXT("CASE WHEN m.erased OR excluded.erased THEN NULL ELSE " + OUTCOME.form + " END"),
    /** The least; absent ones don't count. */
    LEAST("LEAST(m.%1$s, excluded.%1$s)"),
    /** The greatest; absent ones don't count. */
    GREATEST("GREATEST(m.%1$s, excluded.%1$s)"),
    /** Once true, always true. */
    EVER("(m.%1$s OR excluded.%1$s)"),
    /** How far the reply came at best; see {@link Trail}. */
    PROGRESS(
            """
            CASE WHEN COALESCE(array_position(%4$s, excluded.%1$s), 0)
                        > COALESCE(array_position(%4$s, m.%1$s), 0) THEN excluded.%1$s
                 ELSE m.%1$s END""");

    /** The order of {@code Outcome.Precedence}. */
    private static final String PRECEDENCE =
            """
            CASE WHEN LEAST(m.parked_offset, excluded.parked_offset) IS NULL
                        OR %1$s.result_offset < LEAST(m.parked_offset, excluded.parked_offset) THEN 0
                 WHEN %1$s.result_supersedes THEN 1
                 WHEN %1$s.result_offset = LEAST(m.parked_offset, excluded.parked_offset) THEN 2
                 ELSE 3 END""";

    private static final String STATES =
            Trail.PROGRESS.stream()
                    .map(state -> "'" + state.word() + "'")
                    .collect(Collectors.joining(", ", "ARRAY[", "]"));

    private final String form;

    MergeRule(String form) {
        this.form = form;
    }

    /** The SQL expression that merges the column. */
    public String merge(String column) {
        return form.formatted(
                column, PRECEDENCE.formatted("excluded"), PRECEDENCE.formatted("m"), STATES);
    }
}
