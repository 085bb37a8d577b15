package dev.repartee.bench.drill.fault;

import dev.repartee.bench.drill.site.EngineKind;
import dev.repartee.bench.drill.site.Site;

/** {@code kill -9} of an engine; later it is started again. */
public record KillEngine(EngineKind engine) implements Fault {

    @Override
    public void inject(Site site) {
        site.engine(engine).kill();
    }

    @Override
    public void heal(Site site) {
        site.engine(engine).start();
    }
}
