package dev.repartee.kafka.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.ReparteeException;
import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.Disposition;
import dev.repartee.kafka.LogFixture;
import dev.repartee.kafka.LogRecord;
import dev.repartee.kafka.ParkedRecord;
import dev.repartee.kafka.ParkingListener;
import dev.repartee.kafka.PermanentFailure;
import dev.repartee.kafka.RecordFilter;
import dev.repartee.kafka.RecordHandler;
import dev.repartee.kafka.RetryPolicy;
import dev.repartee.kafka.cluster.GroupSnapshot;
import dev.repartee.kafka.cluster.LogScanner;
import dev.repartee.kafka.cluster.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderedConsumerTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Pace PATIENT =
            new Pace(Pace.DEFAULT.commit(), LIMIT, LIMIT, Pace.DEFAULT.gathering());
    private static final RetryPolicy QUICK =
            new RetryPolicy(3, Duration.ofMillis(10), Duration.ofMillis(50));

    private final LogFixture log = new LogFixture(TestEngines.kafka(), 3);
    private final List<OrderedConsumer> started = new ArrayList<>();
    private final Set<String> done = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void takeNobodyForDead() {
        log.configureGroup("consumer.session.timeout.ms", "45000");
    }

    @AfterEach
    void closeAll() {
        started.forEach(consumer -> consumer.close(LIMIT));
        log.close();
    }

    @Test
    void handlesEveryRecordOfAConversationInOrderAndCommitsBehindThem() {
        Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
        start(
                config(),
                record -> {
                    seen.computeIfAbsent(
                                    record.headers().conversation(),
                                    _ -> new CopyOnWriteArrayList<>())
                            .add(Integer.valueOf(LogFixture.text(record)));
                    return Disposition.done();
                });
        for (int i = 0; i < 300; i++) {
            log.append(i % 3, "c" + i % 3 + i % 7, Integer.toString(i));
        }

        soon().untilAsserted(
                        () -> {
                            assertThat(log.committed(0)).isEqualTo(100);
                            assertThat(log.committed(1)).isEqualTo(100);
                            assertThat(log.committed(2)).isEqualTo(100);
                        });
        assertThat(seen.values())
                .allSatisfy(texts -> assertThat(texts).isSorted().doesNotHaveDuplicates());
    }

    @Test
    void aStuckLaneHoldsUpNothingElseOfItsPartition() {
        CountDownLatch stuck = new CountDownLatch(1);
        start(
                config(),
                record -> {
                    if (LogFixture.text(record).equals("stuck")) {
                        stuck.await();
                    }
                    return note(record);
                });
        log.append(0, "a", "stuck");
        log.append(0, "a", "behind it");
        for (int i = 0; i < 50; i++) {
            log.append(0, "c" + i, "free " + i);
        }

        soon().untilAsserted(
                        () -> {
                            GroupSnapshot group = snapshot();
                            assertThat(group.contiguous(log.topic, 0)).isZero();
                            assertThat(group.finished(log.topic, 0, 0)).isFalse();
                            assertThat(group.finished(log.topic, 0, 1)).isFalse();
                            for (int offset = 2; offset < 52; offset++) {
                                assertThat(group.finished(log.topic, 0, offset)).isTrue();
                            }
                        });
        assertThat(done).doesNotContain("behind it");
        stuck.countDown();
        soon().untilAsserted(() -> assertThat(log.committed(0)).isEqualTo(52));
    }

    @Test
    void aPendingRecordFreesItsLaneAndIsNotPassedByTheCommit() {
        CompletableFuture<Void> later = new CompletableFuture<>();
        start(
                config(),
                record -> {
                    note(record);
                    return LogFixture.text(record).equals("later")
                            ? Disposition.later(later)
                            : Disposition.done();
                });
        log.append(0, "a", "later");
        log.append(0, "a", "next");

        soon().untilAsserted(() -> assertThat(snapshot().finished(log.topic, 0, 1)).isTrue());
        assertThat(log.committed(0)).isZero();
        later.complete(null);
        soon().untilAsserted(() -> assertThat(log.committed(0)).isEqualTo(2));
    }

    @Test
    void parksWhatFailsWithItsBytesItsHeadersAndTheCause() {
        List<ParkedRecord> told = new CopyOnWriteArrayList<>();
        AtomicInteger tellings = new AtomicInteger();
        AtomicInteger tries = new AtomicInteger();
        start(
                config().withRetry(QUICK),
                record -> {
                    switch (LogFixture.text(record)) {
                        case "poison" ->
                                throw new PermanentFailure(ErrorCode.NOT_FOUND, "no such", null);
                        case "flaky" -> {
                            tries.incrementAndGet();
                            throw new IllegalStateException("text that must not leak");
                        }
                        default -> {
                            return note(record);
                        }
                    }
                },
                parked -> {
                    if (tellings.incrementAndGet() == 1) {
                        throw new IllegalStateException("try again");
                    }
                    told.add(parked);
                });
        log.append(1, "a", "poison");
        log.append(1, "b", "flaky");
        log.append(1, "a", "after poison");
        log.sender.append(log.topic, 1, null, LogFixture.bytes("no headers"), Map.of());

        soon().untilAsserted(() -> assertThat(log.committed(1)).isEqualTo(4));
        assertThat(tries).hasValue(3);
        assertThat(done).contains("after poison");
        assertThat(told)
                .extracting(ParkedRecord::cause)
                .containsExactlyInAnyOrder(
                        ErrorCode.NOT_FOUND, ErrorCode.INTERNAL, ErrorCode.MALFORMED_EVENT);
        Map<String, RawRecord> letters = deadLetters();
        assertThat(letters).containsOnlyKeys("poison", "flaky", "no headers");
        RawRecord poison = letters.get("poison");
        assertThat(poison.coordinates().partition()).isEqualTo(1);
        assertThat(header(poison, "dlq.group")).isEqualTo(log.group);
        assertThat(header(poison, "dlq.cause")).isEqualTo("not_found");
        assertThat(header(poison, "dlq.detail")).isEqualTo("no such");
        assertThat(header(poison, "dlq.attempts")).isEqualTo("1");
        assertThat(header(poison, "dlq.coordinates")).isEqualTo(log.topic + "-1@0");
        assertThat(header(poison, "dlq.origin")).isEqualTo(log.topic + "-1@0");
        assertThat(header(poison, "conversation")).isEqualTo("a");
        assertThat(new String(poison.key(), StandardCharsets.UTF_8)).isEqualTo("acme:a");
        assertThat(header(letters.get("flaky"), "dlq.attempts")).isEqualTo("3");
        assertThat(header(letters.get("flaky"), "dlq.detail"))
                .startsWith("IllegalStateException at")
                .doesNotContain("leak");
    }

    @Test
    void anOutageOfADependencyParksNothing() {
        AtomicInteger tries = new AtomicInteger();
        start(
                config().withRetry(QUICK),
                record -> {
                    if (tries.incrementAndGet() < 20) {
                        throw new ReparteeException(ErrorCode.MODEL_UNAVAILABLE, "down");
                    }
                    return note(record);
                });
        log.append(0, "a", "patient");

        soon().untilAsserted(() -> assertThat(log.committed(0)).isEqualTo(1));
        assertThat(done).containsExactly("patient");
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void finishesUnseenWhatIsForOthers() {
        EventHeaders plain = LogFixture.headers("a");
        Coordinates origin = new Coordinates(log.topic, 0, 7);
        start(config().withFilter(headers -> !headers.type().equals("other")), this::note);
        log.append(
                0, "a", "other's replay", plain.withReplay(new EventHeaders.Replay("x", origin)));
        log.append(
                0, "a", "our replay", plain.withReplay(new EventHeaders.Replay(log.group, origin)));
        log.append(
                0,
                "a",
                "filtered",
                new EventHeaders("other", 1, null, "acme", null, "a", null, null));
        log.append(0, "a", "plain");

        soon().untilAsserted(() -> assertThat(log.committed(0)).isEqualTo(4));
        assertThat(done).containsExactlyInAnyOrder("our replay", "plain");
        assertThat(RecordFilter.ALL.wants(plain)).isTrue();
    }

    @Test
    void holdsNoMoreThanItsBound() {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        start(
                config().withBounds(new Bounds(40, 1 << 20, 10)),
                record -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    go.await();
                    running.decrementAndGet();
                    return note(record);
                });
        for (int i = 0; i < 500; i++) {
            log.append(i % 3, "c" + i, "r" + i);
        }

        soon().until(() -> running.get() == 10);
        soon().until(() -> inFlight() > 30);
        await().during(Duration.ofMillis(500)).atMost(LIMIT).until(() -> inFlight() <= 40);
        go.countDown();
        soon().until(() -> done.size() == 500);
        assertThat(most).hasValueLessThanOrEqualTo(10);
    }

    @Test
    void anOrderlyRebalanceUnderLoadLosesRepeatsAndReordersNothing() {
        Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
        RecordHandler handler =
                record -> {
                    seen.computeIfAbsent(
                                    record.headers().conversation(),
                                    _ -> new CopyOnWriteArrayList<>())
                            .add(Integer.valueOf(LogFixture.text(record)));
                    Thread.sleep(2);
                    return Disposition.done();
                };
        OrderedConfig patient = config().withPace(PATIENT);
        start(patient, handler);
        for (int i = 0; i < 3_000; i++) {
            log.append(i % 3, "c" + i % 3 + i % 7, Integer.toString(i));
            if (i == 500) {
                soon().until(() -> !seen.isEmpty());
                start(patient, handler);
            } else if (i == 1_500) {
                start(patient, handler);
            } else if (i == 2_500) {
                started.removeFirst().close(LIMIT);
            }
        }

        soon().until(() -> seen.values().stream().mapToInt(List::size).sum() >= 3_000);
        soon().until(() -> log.committed(0) + log.committed(1) + log.committed(2) == 3_000);
        assertThat(seen.values())
                .allSatisfy(texts -> assertThat(texts).isSorted().doesNotHaveDuplicates());
    }

    @Test
    void aCallThatOutlastsItsRevocationIsHandledAgainBySomebodyWhoIsTold() {
        CountDownLatch go = new CountDownLatch(1);
        List<Boolean> redelivered = new CopyOnWriteArrayList<>();
        RecordHandler slow =
                record -> {
                    redelivered.add(record.redelivered());
                    go.await();
                    return Disposition.done();
                };
        OrderedConsumer first = start(config(), slow);
        log.append(0, "a", "slow");
        soon().until(() -> redelivered.size() == 1);
        first.close(Duration.ofMillis(50));
        assertThat(log.committed(0)).isZero();
        start(config(), slow);
        soon().until(() -> redelivered.size() == 2);
        assertThat(redelivered).containsExactly(false, true);
        go.countDown();
        soon().untilAsserted(() -> assertThat(log.committed(0)).isEqualTo(1));
    }

    private OrderedConsumer start(OrderedConfig config, RecordHandler handler) {
        return start(config, handler, ParkingListener.NONE);
    }

    private OrderedConsumer start(
            OrderedConfig config, RecordHandler handler, ParkingListener parking) {
        OrderedConsumer consumer =
                new OrderedConsumer(
                        log.cluster, config, handler, parking, log.sender, log.meters, log.clock);
        consumer.start();
        started.add(consumer);
        return consumer;
    }

    private OrderedConfig config() {
        return OrderedConfig.of(log.group, log.topic);
    }

    private Disposition note(LogRecord record) {
        done.add(LogFixture.text(record));
        return Disposition.done();
    }

    private double inFlight() {
        return log.meters.get("repartee_consumer_in_flight").gauge().value();
    }

    private GroupSnapshot snapshot() {
        return GroupSnapshot.read(log.cluster, log.group, List.of(log.topic));
    }

    private Map<String, RawRecord> deadLetters() {
        Map<String, RawRecord> letters = new ConcurrentHashMap<>();
        try (LogScanner scanner = new LogScanner(log.cluster)) {
            scanner.scan(
                    scanner.whole(log.topic + ".dlq"),
                    letter -> {
                        letters.put(new String(letter.value(), StandardCharsets.UTF_8), letter);
                        return true;
                    });
        }
        return letters;
    }

    private static String header(RawRecord record, String name) {
        return new String(record.headers().get(name), StandardCharsets.UTF_8);
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(2));
    }
}
