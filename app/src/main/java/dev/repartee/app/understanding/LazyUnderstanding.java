package dev.repartee.app.understanding;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The understanding of a process, opened by the first role that asks for it and then kept: its
 * models are the largest thing in memory, and a gateway has no use for them. Thread-safe.
 */
public final class LazyUnderstanding {

    private final Supplier<Understanding> source;
    private @Nullable Understanding opened;

    public LazyUnderstanding(Supplier<Understanding> source) {
        this.source = source;
    }

    /** The understanding; when it can't be opened, who asks next tries again. */
    public synchronized Understanding get() {
        Understanding understanding = opened;
        if (understanding == null) {
            understanding = source.get();
            opened = understanding;
        }
        return understanding;
    }
}
