package dev.repartee.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Which inference workers are alive and what they hold: {@code workers:{pool}}. For operators; who
 * works on what is decided by the log's consumer group alone.
 *
 * <p>Thread-safe; nothing blocks, and every call fails at once while Redis is gone.
 */
public final class WorkerRegistry {

    /** How long a ping holds. */
    public static final Duration TIME_TO_LIVE = Duration.ofSeconds(15);

    /** How often workers ping. */
    public static final Duration PING_EVERY = Duration.ofSeconds(5);

    private static final String PREFIX = "workers:";

    private final RedisLink link;
    private final Duration timeToLive;

    public WorkerRegistry(RedisLink link) {
        this(link, TIME_TO_LIVE);
    }

    WorkerRegistry(RedisLink link, Duration timeToLive) {
        this.link = link;
        this.timeToLive = timeToLive;
    }

    /**
     * A living worker.
     *
     * @param partitions of its pool's topic that it holds
     */
    public record Worker(String id, SortedSet<Integer> partitions) {}

    /**
     * Says that a worker lives.
     *
     * @param pool empty for the common one
     */
    public CompletableFuture<Void> ping(String pool, Worker worker) {
        String partitions =
                worker.partitions().stream().map(String::valueOf).collect(Collectors.joining(","));
        var lease =
                new RenewLease.Lease(
                        PREFIX + pool, worker.id(), partitions.getBytes(StandardCharsets.US_ASCII));
        return RenewLease.run(link, List.of(lease), timeToLive);
    }

    /** Says that a worker stops. */
    public CompletableFuture<Void> leave(String pool, String workerId) {
        return link.call(c -> c.hdel(PREFIX + pool, workerId)).thenApply(count -> null);
    }

    /** The living workers of a pool, by id. */
    public CompletableFuture<List<Worker>> workers(String pool) {
        return ReadLeases.run(link, PREFIX + pool, timeToLive)
                .thenApply(
                        leases ->
                                leases.entrySet().stream()
                                        .map(WorkerRegistry::worker)
                                        .sorted(Comparator.comparing(Worker::id))
                                        .toList());
    }

    private static Worker worker(Map.Entry<String, byte[]> lease) {
        String partitions = new String(lease.getValue(), StandardCharsets.US_ASCII);
        return new Worker(
                lease.getKey(),
                Arrays.stream(partitions.split(","))
                        .filter(text -> !text.isEmpty())
                        .map(Integer::valueOf)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }
}
