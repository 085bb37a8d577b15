package dev.repartee.inference;

import dev.repartee.kafka.AssignmentListener;
import dev.repartee.redis.WorkerRegistry;
import dev.repartee.runtime.Periodic;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Keeps a worker's entry in the registry alive, with the partitions that it holds. For operators
 * only; who works on what is decided by the log.
 */
final class WorkerPulse implements AssignmentListener {

    private final WorkerRegistry registry;
    private final String pool;
    private final String workerId;
    private final SortedSet<Integer> held = new ConcurrentSkipListSet<>();
    private final Periodic beat;

    WorkerPulse(WorkerRegistry registry, String pool, String workerId) {
        this.registry = registry;
        this.pool = pool;
        this.workerId = workerId;
        this.beat =
                Periodic.fromStart("worker-pulse-" + pool, WorkerRegistry.PING_EVERY, this::ping);
    }

    void start() {
        beat.start();
    }

    SortedSet<Integer> held() {
        return new TreeSet<>(held);
    }

    @Override
    public void assigned(Collection<Integer> partitions) {
        held.addAll(partitions);
        ping();
    }

    @Override
    public void revoked(Collection<Integer> partitions) {
        held.removeAll(partitions);
        ping();
    }

    void stop() {
        beat.close();
        registry.leave(pool, workerId);
    }

    /** Fails silently while Redis is gone: the next ping comes soon. */
    private void ping() {
        registry.ping(pool, new WorkerRegistry.Worker(workerId, held()));
    }
}
