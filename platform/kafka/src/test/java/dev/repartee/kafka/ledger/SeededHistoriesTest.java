package dev.repartee.kafka.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * Random histories of a group: polls, handlers that return in any order, fail or leave work
 * pending, commits that get lost on either way, rebalances, zombies, and crashes at any point.
 * {@link ModelWorker} checks each step; here, at the end of each history, everything must have come
 * to its end.
 */
class SeededHistoriesTest {

    /** More of them are tried with {@code -Dhistories=N}. */
    private static final int HISTORIES = Integer.getInteger("histories", 10_000);

    @Test
    void keepsItsPromisesInEveryHistory() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            run(seed, 40, 120, 0);
        }
    }

    @Test
    void keepsItsPromisesWhenRecordsKillTheirWorkers() {
        for (int seed = 0; seed < HISTORIES / 4; seed++) {
            run(1_000_000 + seed, 25, 100, 0.05);
        }
    }

    private static void run(int seed, int records, int steps, double killers) {
        try {
            new History(new SplittableRandom(seed), records, killers).run(steps);
        } catch (Throwable failure) {
            throw new AssertionError("history with seed " + seed + ": " + failure, failure);
        }
    }

    /** One group during some time. */
    private static final class History {

        private final RandomGenerator random;
        private final double killers;
        private final int records;
        private final int lanes;
        private final int maxRecords;
        private final List<ModelLog> logs = new ArrayList<>();
        private final List<ModelWorker> workers = new ArrayList<>();
        private final List<ModelWorker> zombies = new ArrayList<>();

        History(RandomGenerator random, int records, double killers) {
            this.random = random;
            this.records = records;
            this.killers = killers;
            this.lanes = random.nextInt(1, 8);
            this.maxRecords = random.nextInt(2, 40);
            for (int partition = random.nextInt(1, 4); partition > 0; partition--) {
                logs.add(new ModelLog(logs.size()));
            }
        }

        void run(int steps) {
            logs.forEach(log -> assignTo(worker(), log));
            for (int step = 0; step < steps; step++) {
                append(steps);
                happen();
                bury();
            }
            workOff();
        }

        private void append(int steps) {
            for (int more = random.nextInt(2 * Math.max(1, records / steps) + 1);
                    more >= 0;
                    more--) {
                ModelLog log = logs.get(random.nextInt(logs.size()));
                if (log.end() < records) {
                    log.append(random, lanes, killers);
                }
            }
        }

        private void happen() {
            switch (random.nextInt(150)) {
                case 0 -> any(workers).die();
                case 1, 2 -> move(any(logs), true);
                case 3 -> move(any(logs), false);
                case 4 -> freeze(any(workers));
                case 5 -> wakeZombie();
                default ->
                        (zombies.isEmpty() || random.nextInt(4) > 0 ? any(workers) : any(zombies))
                                .step();
            }
        }

        /** The group gives a partition to another worker. */
        private void move(ModelLog log, boolean orderly) {
            for (ModelWorker owner : workers) {
                if (owner.partitions().contains(log.partition)) {
                    owner.release(log.partition, orderly);
                }
            }
            assignTo(random.nextBoolean() ? worker() : any(workers), log);
        }

        /** The worker's session ends without its knowledge. */
        private void freeze(ModelWorker worker) {
            List<TopicPartition> held = List.copyOf(worker.partitions());
            workers.remove(worker);
            zombies.add(worker);
            ModelWorker successor = worker();
            held.forEach(partition -> assignTo(successor, logs.get(partition.partition())));
        }

        private void wakeZombie() {
            if (!zombies.isEmpty()) {
                ModelWorker zombie = zombies.remove(random.nextInt(zombies.size()));
                if (random.nextBoolean()) {
                    zombie.lose();
                } else {
                    zombie.die();
                }
            }
        }

        /** What dead workers held goes to others. */
        private void bury() {
            zombies.removeIf(ModelWorker::dead);
            if (workers.removeIf(ModelWorker::dead) || workers.isEmpty()) {
                for (ModelLog log : logs) {
                    boolean owned =
                            workers.stream()
                                    .anyMatch(
                                            worker -> worker.partitions().contains(log.partition));
                    if (!owned) {
                        assignTo(worker(), log);
                    }
                }
            }
        }

        private void workOff() {
            zombies.clear();
            int deaths = 0;
            while (!allFinished()) {
                workers.forEach(ModelWorker::workOff);
                bury();
                assertThat(deaths++).as("killers are not found").isLessThan(1_000);
            }
        }

        private boolean allFinished() {
            return logs.stream()
                    .flatMap(
                            log ->
                                    log.entries.stream()
                                            .filter(entry -> entry.lane() != null)
                                            .map(entry -> log.finished.contains(entry.offset())))
                    .allMatch(finished -> finished);
        }

        private ModelWorker worker() {
            ModelWorker worker =
                    new ModelWorker(random, maxRecords, random.nextInt(1, 10)).knowing(logs);
            workers.add(worker);
            return worker;
        }

        private void assignTo(ModelWorker worker, ModelLog log) {
            worker.assign(log);
        }

        private <T> T any(List<T> of) {
            return of.get(random.nextInt(of.size()));
        }
    }
}
