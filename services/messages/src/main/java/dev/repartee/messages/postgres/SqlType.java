package dev.repartee.messages.postgres;

import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** How the values of a column travel to PostgreSQL, a whole batch as one array. */
enum SqlType {
    TEXT("text", String[]::new),
    BYTEA("bytea", byte[][]::new),
    JSONB("jsonb", String[]::new),
    INTEGER("int4", Integer[]::new),
    BIGINT("int8", Long[]::new),
    DOUBLE("float8", Double[]::new),
    BOOLEAN("bool", Boolean[]::new),
    DATE("date", String[]::new),
    TIME("timestamptz", String[]::new);

    private final String sqlName;
    private final IntFunction<@Nullable Object[]> array;

    SqlType(String sqlName, IntFunction<@Nullable Object[]> array) {
        this.sqlName = sqlName;
        this.array = array;
    }

    String sqlName() {
        return sqlName;
    }

    /** The values as the array that the driver wants. */
    @Nullable Object[] array(List<? extends @Nullable Object> values) {
        @Nullable Object[] result = array.apply(values.size());
        for (int i = 0; i < result.length; i++) {
            Object value = values.get(i);
            result[i] =
                    switch (this) {
                        case TEXT, JSONB, DATE, TIME -> value == null ? null : value.toString();
                        case BYTEA, INTEGER, BIGINT, DOUBLE, BOOLEAN -> value;
                    };
        }
        return result;
    }
}
