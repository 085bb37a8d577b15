package dev.repartee.bench.drill.fault;

import dev.repartee.bench.drill.site.Site;

/**
 * A process that stands still for longer than its session (6 s) and then goes on as if nothing had
 * happened: what it still writes must do no harm.
 */
public record PauseProcess(String name) implements Fault {

    @Override
    public void inject(Site site) {
        site.process(name).process().signal("STOP");
    }

    @Override
    public void heal(Site site) {
        site.process(name).process().signal("CONT");
    }
}
