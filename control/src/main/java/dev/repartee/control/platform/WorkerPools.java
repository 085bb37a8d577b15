package dev.repartee.control.platform;

import dev.repartee.redis.WorkerRegistry;
import dev.repartee.redis.WorkerRegistry.Worker;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Which inference workers live, pool by pool. A pool that assistants name and nobody works for is
 * listed too: its messages wait until somebody does. Thread-safe.
 */
public final class WorkerPools {

    private static final String COMMON = "";

    private final WorkerRegistry registry;
    private final Supplier<? extends Collection<String>> named;

    /**
     * @param named the pools that assistants name
     */
    public WorkerPools(WorkerRegistry registry, Supplier<? extends Collection<String>> named) {
        this.registry = registry;
        this.named = named;
    }

    /**
     * The workers of a pool.
     *
     * @param pool empty for the common one
     * @param workers with the partitions of the pool's topic that each holds
     */
    public record Pool(String pool, List<Worker> workers) {}

    /** All pools, the common one first; empty while Redis can't tell. */
    Optional<List<Pool>> living() {
        var pools = new TreeSet<String>(named.get());
        pools.add(COMMON);
        List<CompletableFuture<Pool>> asked =
                pools.stream()
                        .map(
                                pool ->
                                        registry.workers(pool)
                                                .thenApply(workers -> new Pool(pool, workers)))
                        .toList();
        try {
            return Optional.of(asked.stream().map(CompletableFuture::join).toList());
        } catch (CompletionException e) {
            return Optional.empty();
        }
    }
}
