package dev.repartee.bench.drill.fault;

import dev.repartee.bench.drill.client.Manner;
import dev.repartee.bench.drill.site.Site;
import java.time.Duration;

/** A part of the users behaves badly; when they are polite again, they come back to read. */
public record Misbehave(Manner manner, int oneIn) implements Fault {

    private static final Duration AWAY = Duration.ofMillis(500);

    @Override
    public void inject(Site site) {
        site.crowd().behave(manner, oneIn);
    }

    @Override
    public void heal(Site site) {
        site.crowd().behave(Manner.POLITE, oneIn);
        site.crowd().stampede(AWAY);
    }
}
