package dev.repartee.app.desk;

import dev.repartee.app.node.Directory;
import dev.repartee.app.node.Stores;
import dev.repartee.control.ControlPlane;
import dev.repartee.control.platform.PlatformServices;
import dev.repartee.control.platform.WorkerPools;
import dev.repartee.identity.platform.PlatformTenants;
import dev.repartee.messages.count.Traffic;
import dev.repartee.redis.RedisLink;
import dev.repartee.redis.WorkerRegistry;
import dev.repartee.runtime.Operations;
import dev.repartee.runtime.Readiness;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What who runs the platform administers. */
public final class PlatformDesk {

    private final PlatformServices services;

    // Written by the starting thread, read by every request.
    private volatile @Nullable Operations operations;

    public PlatformDesk(Stores stores, Directory directory, RedisLink redis, Clock clock) {
        services =
                new PlatformServices(
                        new PlatformTenants(stores.main(), clock),
                        directory.tenants(),
                        directory.glass(),
                        directory.accessTokens(),
                        new Traffic(stores.main()),
                        new WorkerPools(new WorkerRegistry(redis), directory.assistants()::pools),
                        this::checks);
    }

    /** Gives the control plane what it administers of all this. */
    public void addTo(ControlPlane plane) {
        plane.with(PlatformServices.class, services);
    }

    /** Tells what the process says of itself, once it can. */
    public void observe(Operations process) {
        operations = process;
    }

    private Map<String, String> checks() {
        Operations process = operations;
        Map<String, String> shown = new TreeMap<>();
        if (process != null) {
            process.readiness().forEach((name, readiness) -> shown.put(name, word(readiness)));
        }
        return shown;
    }

    private static String word(Readiness readiness) {
        return switch (readiness) {
            case Readiness.Ready ready -> "ready";
            case Readiness.NotReady(String reason) -> reason;
        };
    }
}
