package dev.repartee.testing;

import dev.repartee.postgres.Database;
import dev.repartee.postgres.Sql;
import org.jspecify.annotations.Nullable;

/** What tests put into tables and look up there, past the stores that they test. */
public final class Statements {

    private Statements() {}

    /** Runs a statement that asks nothing, and tells how many rows it changed. */
    public static int execute(Database database, String sql, @Nullable Object... values) {
        return database.with(connection -> Sql.update(connection, sql, values));
    }

    /** The one number that a query finds in its first row. */
    public static long number(Database database, String query, @Nullable Object... values) {
        return one(database, query, row -> row.number("value"), values);
    }

    /** The one text, which is not null, that a query finds in its first row. */
    public static String text(Database database, String query, @Nullable Object... values) {
        return one(database, query, row -> row.text("value"), values);
    }

    /** Whatever the query calls its column, it is read as {@code value}. */
    private static <T> T one(
            Database database, String query, Sql.Reader<T> reader, @Nullable Object... values) {
        String named = "SELECT value FROM (" + query + ") AS found (value)";
        return database.with(
                connection ->
                        Sql.first(connection, named, reader, values)
                                .orElseThrow(() -> new AssertionError("no row: " + query)));
    }
}
