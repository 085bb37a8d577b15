package dev.repartee.kafka.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.LogFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StageSenderTest {

    private static final int PARTITIONS = 12;

    @Test
    void keepsTheOrderOfPartitionsThatWereJustCreated() throws Exception {
        for (int topic = 0; topic < 3; topic++) {
            try (LogFixture log = new LogFixture(TestEngines.kafka(), PARTITIONS)) {
                List<CompletableFuture<Coordinates>> sent = new ArrayList<>();
                for (int i = 0; i < 60_000; i++) {
                    byte[] value = LogFixture.bytes("x".repeat(200));
                    sent.add(log.sender.append(log.topic, i % PARTITIONS, null, value, Map.of()));
                }
                for (int i = 0; i < sent.size(); i++) {
                    assertThat(sent.get(i).get(2, TimeUnit.MINUTES).offset())
                            .isEqualTo(i / PARTITIONS);
                }
            }
        }
    }

    @Test
    void refusesOnlyWhatTheLogCanNeverTake() {
        try (LogFixture log = new LogFixture(TestEngines.kafka(), 1)) {
            CompletableFuture<Coordinates> huge =
                    log.sender.append(log.topic, 0, null, new byte[3 << 20], Map.of());
            assertThatThrownBy(huge::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            ReparteeException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.BODY_TOO_LARGE));
            assertThat(log.sender.append(log.topic, 0, null, new byte[10], Map.of()).join())
                    .isEqualTo(new Coordinates(log.topic, 0, 0));
        }
    }

    @Test
    void aSendOutOfACompletionDoesNotBlockTheConnection() {
        try (LogFixture log = new LogFixture(TestEngines.kafka(), 1)) {
            CompletableFuture<Coordinates> chain =
                    log.sender.append(log.topic, 0, null, new byte[10], Map.of());
            for (int i = 0; i < 20; i++) {
                chain =
                        chain.thenCompose(
                                _ -> log.sender.append(log.topic, 0, null, new byte[9], Map.of()));
            }
            assertThat(chain.join().offset()).isEqualTo(20);
        }
    }
}
