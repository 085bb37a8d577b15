package dev.repartee.bench.fuzz.check;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a record has everything that its type promises, down to the last part. */
final class Completeness {

    private Completeness() {}

    /**
     * @throws AssertionError naming the part that is null without being allowed to
     */
    static void check(Record record) {
        check(record.getClass().getSimpleName(), record);
    }

    private static void check(String place, Object value) {
        switch (value) {
            case Record record -> components(place, record);
            case Iterable<?> items when !(value instanceof Path) ->
                    items.forEach(item -> check(place + "[]", item));
            case Map<?, ?> entries ->
                    entries.forEach((key, item) -> check(place + "." + key, item));
            case Object other -> {}
        }
    }

    private static void components(String place, Record record) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String name = place + "." + component.getName();
            Object value;
            try {
                component.getAccessor().setAccessible(true);
                value = component.getAccessor().invoke(record);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("can't read " + name, e);
            }
            if (value != null) {
                check(name, value);
            } else if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                throw new AssertionError(name + " is missing");
            }
        }
    }
}
