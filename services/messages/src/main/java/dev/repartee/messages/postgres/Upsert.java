package dev.repartee.messages.postgres;

import dev.repartee.messages.UnstorableException;
import dev.repartee.messages.row.MergeRule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a batch of rows in one statement, each merged with what is there already. */
final class Upsert {

    private static final String SQL =
            """
            INSERT INTO chat_messages AS m (%1$s)
            SELECT %1$s FROM unnest(%2$s) AS n (%1$s)
            ON CONFLICT (%3$s) DO UPDATE SET %4$s
            """
                    .formatted(
                            list(Stream.of(Column.values()).map(Column::columnName)),
                            list(
                                    Stream.of(Column.values())
                                            .map(c -> "?::" + c.type().sqlName() + "[]")),
                            list(columns(true).map(Column::columnName)),
                            list(
                                    columns(false)
                                            .map(
                                                    c ->
                                                            c.columnName()
                                                                    + " = "
                                                                    + c.rule()
                                                                            .merge(
                                                                                    c
                                                                                            .columnName()))));

    private Upsert() {}

    /**
     * @param rows sorted by key, so that two batches take their row locks in the same order; no two
     *     of the same key
     */
    static int write(Connection connection, List<SealedRow> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            for (Column column : Column.values()) {
                statement.setArray(
                        column.ordinal() + 1,
                        connection.createArrayOf(column.type().sqlName(), values(column, rows)));
            }
            return statement.executeUpdate();
        }
    }

    private static @Nullable Object[] values(Column column, List<SealedRow> rows) {
        try {
            return column.type().array(rows.stream().map(column::value).toList());
        } catch (RuntimeException e) {
            throw new UnstorableException(
                    "a value for " + column.columnName() + " is missing or out of range", e);
        }
    }

    private static Stream<Column> columns(boolean key) {
        return Arrays.stream(Column.values()).filter(c -> (c.rule() == MergeRule.KEY) == key);
    }

    private static String list(Stream<String> parts) {
        return parts.collect(Collectors.joining(", "));
    }
}
