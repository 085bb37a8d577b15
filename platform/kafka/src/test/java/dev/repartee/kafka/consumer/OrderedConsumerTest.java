package dev.repartee.kafka.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.Disposition;
import dev.repartee.kafka.LogFixture;
import dev.repartee.kafka.ParkingListener;
import dev.repartee.kafka.RecordHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderedConsumerTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final LogFixture log = new LogFixture(TestEngines.kafka(), 3);
    private final List<OrderedConsumer> started = new ArrayList<>();

    @AfterEach
    void closeAll() {
        started.forEach(consumer -> consumer.close(LIMIT));
        log.close();
    }

    private OrderedConsumer start(OrderedConfig config, RecordHandler handler) {
        OrderedConsumer consumer =
                new OrderedConsumer(
                        log.cluster,
                        config,
                        handler,
                        ParkingListener.NONE,
                        log.sender,
                        log.meters,
                        log.clock);
        consumer.start();
        started.add(consumer);
        return consumer;
    }

    private OrderedConfig config() {
        return OrderedConfig.of(log.group, log.topic);
    }

    @Test
    void handlesEveryRecordOfAConversationInOrderAndCommitsBehindThem() {
        Map<String, List<String>> seen = new ConcurrentHashMap<>();
        start(
                config(),
                record -> {
                    seen.computeIfAbsent(
                                    record.headers().conversation(),
                                    key -> new CopyOnWriteArrayList<>())
                            .add(LogFixture.text(record));
                    return Disposition.done();
                });
        for (int i = 0; i < 300; i++) {
            log.append(i % 3, "c" + i % 3 + i % 7, Integer.toString(i));
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> {
                            assertThat(log.committed(0)).isEqualTo(100);
                            assertThat(log.committed(1)).isEqualTo(100);
                            assertThat(log.committed(2)).isEqualTo(100);
                        });
        assertThat(seen.values())
                .allSatisfy(
                        texts ->
                                assertThat(texts.stream().map(Integer::valueOf).toList())
                                        .isSorted()
                                        .doesNotHaveDuplicates());
    }
}
