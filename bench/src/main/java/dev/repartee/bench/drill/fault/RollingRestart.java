package dev.repartee.bench.drill.fault;

import dev.repartee.bench.drill.site.Site;
import java.time.Duration;

/** Each process in turn is asked to end and started again, as a new version would be rolled out. */
public record RollingRestart() implements Fault {

    private static final Duration END = Duration.ofSeconds(60);

    @Override
    public void inject(Site site) {
        for (String name : site.layout().processes().keySet()) {
            site.process(name).process().signal("TERM");
            int exit = site.process(name).process().awaitExit(END);
            if (exit != 0 && exit != 143) {
                throw new IllegalStateException(
                        name + " ended with " + exit + " when told to stop");
            }
            site.begin(name);
            site.ready(name);
        }
    }

    @Override
    public void heal(Site site) {
        // Everything is back already.
    }
}
