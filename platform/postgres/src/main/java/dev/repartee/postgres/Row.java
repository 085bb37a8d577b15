package dev.repartee.postgres;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The row that a {@link Sql} statement is at, by the names of its columns. */
public final class Row {

    private final ResultSet rows;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    /** A text that is never null. */
    public String text(String column) throws SQLException {
        return present(column, rows.getString(column));
    }

    /** A text or null. */
    public @Nullable String nullableText(String column) throws SQLException {
        return rows.getString(column);
    }

    /** A list of texts. */
    public List<String> texts(String column) throws SQLException {
        return List.of((String[]) present(column, rows.getArray(column)).getArray());
    }

    /** A list of texts or null. */
    public @Nullable List<String> nullableTexts(String column) throws SQLException {
        Array array = rows.getArray(column);
        return array == null ? null : List.of((String[]) array.getArray());
    }

    /** A whole number or null. */
    public @Nullable Long nullableNumber(String column) throws SQLException {
        long number = rows.getLong(column);
        return rows.wasNull() ? null : number;
    }

    /** A moment that is never null. */
    public Instant instant(String column) throws SQLException {
        return present(column, rows.getObject(column, OffsetDateTime.class)).toInstant();
    }

    /** A moment or null. */
    public @Nullable Instant nullableInstant(String column) throws SQLException {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Bytes that are never null. */
    public byte[] bytes(String column) throws SQLException {
        return present(column, rows.getBytes(column));
    }

    /** Bytes or null. */
    public byte @Nullable [] nullableBytes(String column) throws SQLException {
        return rows.getBytes(column);
    }

    /** A whole number. */
    public long number(String column) throws SQLException {
        return rows.getLong(column);
    }

    /** True or false. */
    public boolean flag(String column) throws SQLException {
        return rows.getBoolean(column);
    }

    private static <T> T present(String column, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }
}
