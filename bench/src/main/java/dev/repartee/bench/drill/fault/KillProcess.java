package dev.repartee.bench.drill.fault;

import dev.repartee.bench.drill.site.Site;
import java.util.List;

/** {@code kill -9} of role processes at one moment; later they are started again. */
public record KillProcess(List<String> names) implements Fault {

    public KillProcess {
        names = List.copyOf(names);
    }

    /** Of one process. */
    public static KillProcess one(String name) {
        return new KillProcess(List.of(name));
    }

    @Override
    public void inject(Site site) {
        names.forEach(name -> site.process(name).process().signal("KILL"));
        names.forEach(name -> site.process(name).process().kill());
    }

    @Override
    public void heal(Site site) {
        names.forEach(site::begin);
        names.forEach(site::ready);
    }
}
