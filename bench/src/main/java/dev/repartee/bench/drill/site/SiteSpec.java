package dev.repartee.bench.drill.site;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a drill needs.
 *
 * @param layout the role processes
 * @param line the engine whose connections are led through a proxy, or null
 * @param through the processes that are led through it
 * @param disk the engine whose data lies on a small disk of its own, or null
 */
public record SiteSpec(
        Layout layout, @Nullable EngineKind line, Set<String> through, @Nullable EngineKind disk) {

    public SiteSpec {
        through = Set.copyOf(through);
    }

    /** Nothing but processes. */
    public static SiteSpec of(Layout layout) {
        return new SiteSpec(layout, null, Set.of(), null);
    }

    /** The same with a proxy between these processes and an engine. */
    public SiteSpec withLine(EngineKind engine, String... processes) {
        return new SiteSpec(layout, engine, Set.of(processes), disk);
    }

    /** The same with an engine on a small disk. */
    public SiteSpec withDisk(EngineKind engine) {
        return new SiteSpec(layout, line, through, engine);
    }
}
