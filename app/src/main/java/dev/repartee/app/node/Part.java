package dev.repartee.app.node;

import dev.repartee.runtime.Lifecycle.Action;
import dev.repartee.runtime.Readiness;
import dev.repartee.runtime.ReadinessCheck;
import java.util.function.BooleanSupplier;

/**
 * A role as the node sees it.
 *
 * @param name its word
 * @param start begins; may block until it is usable
 * @param stop ends in order, within a few seconds
 * @param ready whether it does its work at this moment
 */
record Part(String name, Action start, Action stop, BooleanSupplier ready) {

    ReadinessCheck check() {
        return check(name, ready, "does not do its work at this moment");
    }

    static ReadinessCheck check(String name, BooleanSupplier ready, String reason) {
        return new ReadinessCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Readiness check() {
                return ready.getAsBoolean()
                        ? new Readiness.Ready()
                        : new Readiness.NotReady(reason);
            }
        };
    }
}
