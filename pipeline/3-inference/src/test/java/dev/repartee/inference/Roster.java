package dev.repartee.inference;

import static org.awaitility.Awaitility.await;

import dev.repartee.contract.Topic;
import dev.repartee.redis.WorkerRegistry;
import dev.repartee.redis.WorkerRegistry.Worker;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which workers there are, and which partitions each holds. */
record Roster(Map<String, Set<Integer>> partitions) {

    /** As it is once all partitions are held by so many workers, by each as many. */
    static Roster settled(WorkerRegistry registry, int workers, Duration patience) {
        return new Roster(
                await()
                        .atMost(patience)
                        .until(() -> alive(registry), alive -> isSettled(alive, workers))
                        .stream()
                        .collect(Collectors.toMap(Worker::id, w -> new HashSet<>(w.partitions()))));
    }

    /** How many partitions have changed hands by then. */
    int moved(Roster after) {
        Set<Integer> stayed = new HashSet<>();
        after.partitions.forEach(
                (worker, held) ->
                        held.stream()
                                .filter(partitions.getOrDefault(worker, Set.of())::contains)
                                .forEach(stayed::add));
        return Topic.PARTITIONS - stayed.size();
    }

    private static boolean isSettled(List<Worker> alive, int workers) {
        return alive.size() == workers
                && alive.stream().flatMap(w -> w.partitions().stream()).distinct().count()
                        == Topic.PARTITIONS
                && alive.stream()
                        .allMatch(w -> w.partitions().size() == Topic.PARTITIONS / workers);
    }

    private static List<Worker> alive(WorkerRegistry registry) {
        return registry.workers("").join();
    }
}
