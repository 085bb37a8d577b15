package dev.repartee.bench.drill.fault;

import dev.repartee.bench.drill.site.EngineKind;
import dev.repartee.bench.drill.site.Site;

/**
 * A disk without room for one more byte. Where the engine ends because of it, it is started again
 * once there is room, as its supervisor would.
 */
public record FillDisk(EngineKind engine) implements Fault {

    @Override
    public void inject(Site site) {
        site.disk().fill();
    }

    @Override
    public void heal(Site site) {
        site.disk().relieve();
        if (!site.engine(engine).isRunning()) {
            site.engine(engine).start();
        }
    }
}
