package dev.repartee.kafka;

import org.jspecify.annotations.Nullable;

/** Sees each attempt at a record, for example to trace it. Must be quick and must not throw. */
@FunctionalInterface
public interface RecordObserver {

    /** Sees nothing. */
    RecordObserver NONE = (group, record) -> failure -> {};

    /** An attempt of a group at a record begins. */
    Attempt begin(String group, LogRecord record);

    /** An attempt under way. */
    @FunctionalInterface
    interface Attempt {

        /**
         * The attempt is over, also one whose record stays unfinished until later.
         *
         * @param failure why it failed, or null
         */
        void end(@Nullable Throwable failure);
    }
}
