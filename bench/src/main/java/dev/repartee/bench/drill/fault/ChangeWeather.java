package dev.repartee.bench.drill.fault;

import dev.repartee.bench.drill.proxy.Weather;
import dev.repartee.bench.drill.site.Site;

/** A line between processes and an engine that is slow, cut or swallows what is sent. */
public record ChangeWeather(Weather weather) implements Fault {

    @Override
    public void inject(Site site) {
        site.line().weather(weather);
    }

    @Override
    public void heal(Site site) {
        site.line().weather(new Weather.Fair());
    }
}
