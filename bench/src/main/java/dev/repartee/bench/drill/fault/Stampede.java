package dev.repartee.bench.drill.fault;

import dev.repartee.bench.drill.site.Site;
import java.time.Duration;

/** Everybody loses the connection at once and comes back within a second or two. */
public record Stampede(Duration away) implements Fault {

    @Override
    public void inject(Site site) {
        site.crowd().stampede(away);
    }

    @Override
    public void heal(Site site) {
        // They come back by themselves.
    }
}
