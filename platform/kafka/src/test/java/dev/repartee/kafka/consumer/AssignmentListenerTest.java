package dev.repartee.kafka.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.AssignmentListener;
import dev.repartee.kafka.Disposition;
import dev.repartee.kafka.LogFixture;
import dev.repartee.kafka.ParkingListener;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AssignmentListenerTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final LogFixture log = new LogFixture(TestEngines.kafka(), 3);

    /** What the listener and the handler saw, in order. */
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void hearsOfPartitionsBeforeTheirRecordsAndOfTheirEndAfterThem() {
        log.append(1, "a", "hello").join();
        OrderedConsumer consumer =
                new OrderedConsumer(
                        log.cluster,
                        OrderedConfig.of(log.group, log.topic),
                        record -> {
                            seen.add("record");
                            return Disposition.done();
                        },
                        ParkingListener.NONE,
                        log.sender,
                        log.meters,
                        log.clock);
        consumer.listen(
                new AssignmentListener() {
                    @Override
                    public void assigned(Collection<Integer> partitions) {
                        seen.add("assigned " + partitions.stream().sorted().toList());
                    }

                    @Override
                    public void revoked(Collection<Integer> partitions) {
                        seen.add("revoked " + partitions.stream().sorted().toList());
                    }
                });
        consumer.start();
        await().atMost(PATIENCE).until(() -> seen.contains("record"));
        consumer.close(PATIENCE);
        assertThat(seen).startsWith("assigned [0, 1, 2]", "record", "revoked [0, 1, 2]");
    }
}
