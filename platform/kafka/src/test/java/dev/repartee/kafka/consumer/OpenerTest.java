package dev.repartee.kafka.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.kafka.ledger.PartitionLedger;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenerTest {

    private static final TopicPartition OLD = new TopicPartition("topic", 0);
    private static final TopicPartition NEW = new TopicPartition("topic", 1);

    private final MockConsumer<byte[], byte[]> consumer = new Stubborn();

    @BeforeEach
    void assign() {
        consumer.assign(Set.of(OLD, NEW));
        consumer.updateBeginningOffsets(Map.of(OLD, 0L, NEW, 3L));
        consumer.updateEndOffsets(Map.of(OLD, 10L, NEW, 5L));
    }

    @Test
    void goesOnWhereTheGroupStoodThoughItsConsumerCanNotTell() {
        Opener opener = new Opener(consumer, () -> Map.of(OLD, new OffsetAndMetadata(7)));
        Map<TopicPartition, PartitionLedger> opened = opener.open(Set.of(OLD, NEW));
        assertThat(opened).containsOnlyKeys(OLD, NEW);
        assertThat(consumer.position(OLD)).isEqualTo(7);
        assertThat(consumer.position(NEW)).isEqualTo(3);
    }

    @Test
    void opensNothingWhileTheCommitsAreNotKnown() {
        Opener opener =
                new Opener(
                        consumer,
                        () -> {
                            throw new ReparteeException(ErrorCode.LOG_UNAVAILABLE, "away");
                        });
        assertThatThrownBy(() -> opener.open(Set.of(OLD))).isInstanceOf(ReparteeException.class);
    }

    /** A consumer whose own fetch of commits never gets an answer again. */
    private static final class Stubborn extends MockConsumer<byte[], byte[]> {

        Stubborn() {
            super("earliest");
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> committed(
                Set<TopicPartition> partitions, Duration limit) {
            throw new AssertionError("asked for commits");
        }
    }
}
