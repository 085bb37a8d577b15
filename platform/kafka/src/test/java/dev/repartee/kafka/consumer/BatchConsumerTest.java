package dev.repartee.kafka.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.BatchHandler;
import dev.repartee.kafka.LogFixture;
import dev.repartee.kafka.LogRecord;
import dev.repartee.kafka.ParkedRecord;
import dev.repartee.kafka.PoisonedBatch;
import dev.repartee.kafka.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchConsumerTest {

    private final LogFixture log = new LogFixture(TestEngines.kafka(), 3);
    private final List<BatchConsumer> started = new ArrayList<>();
    private final List<ParkedRecord> parked = new CopyOnWriteArrayList<>();
    private final Map<Integer, List<Long>> stored = new ConcurrentHashMap<>();

    @BeforeEach
    void takeNobodyForDead() {
        log.configureGroup("consumer.session.timeout.ms", "45000");
    }

    @AfterEach
    void closeAll() {
        started.forEach(consumer -> consumer.close(Duration.ofSeconds(5)));
        log.close();
    }

    @Test
    void handsOverEveryPartitionInOrderInBatchesWithinTheBound() {
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        CompletableFuture.allOf(
                        IntStream.range(0, 900)
                                .mapToObj(i -> log.append(i % 3, "c" + i, "r" + i))
                                .toArray(CompletableFuture[]::new))
                .join();
        start(
                records -> {
                    sizes.add(records.size());
                    store(records);
                });

        soon().untilAsserted(() -> assertThat(committed()).isEqualTo(900));
        assertThat(sizes).allMatch(size -> size <= 100).anyMatch(size -> size > 10);
        assertStoredOnceInOrder(300);
    }

    @Test
    void triesABatchAgainUntilItSucceedsAndCommitsNothingBefore() {
        AtomicInteger tries = new AtomicInteger();
        for (int i = 0; i < 30; i++) {
            log.append(i % 3, "c" + i, "r" + i);
        }
        start(
                records -> {
                    if (tries.incrementAndGet() < 8) {
                        assertThat(committed()).isLessThanOrEqualTo(0);
                        throw new IllegalStateException("the store is away");
                    }
                    store(records);
                });

        soon().untilAsserted(() -> assertThat(committed()).isEqualTo(30));
        assertStoredOnceInOrder(10);
        assertThat(parked).isEmpty();
    }

    @Test
    void parksWhatIsPoisonedAndStoresTheRest() {
        for (int i = 0; i < 30; i++) {
            log.append(i % 3, "c" + i, i == 10 || i == 20 ? "poison" : "r" + i);
        }
        start(
                records -> {
                    Map<Coordinates, ErrorCode> poisoned =
                            records.stream()
                                    .filter(record -> LogFixture.text(record).equals("poison"))
                                    .map(LogRecord::coordinates)
                                    .collect(
                                            Collectors.toMap(
                                                    Function.identity(),
                                                    _ -> ErrorCode.INVALID_TEXT));
                    if (!poisoned.isEmpty()) {
                        throw new PoisonedBatch(poisoned);
                    }
                    store(records);
                });

        soon().untilAsserted(() -> assertThat(committed()).isEqualTo(30));
        assertThat(parked)
                .extracting(ParkedRecord::cause)
                .hasSize(2)
                .containsOnly(ErrorCode.INVALID_TEXT);
        assertThat(stored.values().stream().mapToInt(List::size).sum()).isEqualTo(28);
    }

    @Test
    void givesPartitionsAwayWhileABatchCannotSucceed() {
        AtomicInteger failures = new AtomicInteger();
        for (int i = 0; i < 30; i++) {
            log.append(i % 3, "c" + i, "r" + i);
        }
        start(
                _ -> {
                    failures.incrementAndGet();
                    throw new IllegalStateException("this one's store is away");
                });
        soon().until(() -> failures.get() > 2);
        start(this::store);
        started.removeFirst().close(Duration.ZERO);

        soon().untilAsserted(() -> assertThat(committed()).isEqualTo(30));
        assertStoredOnceInOrder(10);
    }

    private void start(BatchHandler handler) {
        BatchConfig config =
                BatchConfig.of(log.group, log.topic)
                        .withRecords(100)
                        .withRetry(
                                new RetryPolicy(1, Duration.ofMillis(10), Duration.ofMillis(100)));
        BatchConsumer consumer =
                new BatchConsumer(
                        log.cluster,
                        config,
                        handler,
                        parked::add,
                        log.sender,
                        log.meters,
                        log.clock);
        consumer.start();
        started.add(consumer);
    }

    private void store(List<LogRecord> records) {
        for (LogRecord record : records) {
            Coordinates at = record.coordinates();
            stored.computeIfAbsent(at.partition(), _ -> new CopyOnWriteArrayList<>())
                    .add(at.offset());
        }
    }

    private void assertStoredOnceInOrder(int each) {
        assertThat(stored.values())
                .hasSize(3)
                .allSatisfy(
                        offsets ->
                                assertThat(offsets)
                                        .hasSize(each)
                                        .isSorted()
                                        .doesNotHaveDuplicates());
    }

    private long committed() {
        return Math.max(0, log.committed(0))
                + Math.max(0, log.committed(1))
                + Math.max(0, log.committed(2));
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(2));
    }
}
