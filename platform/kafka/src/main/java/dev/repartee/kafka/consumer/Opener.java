package dev.repartee.kafka.consumer;

import dev.repartee.kafka.ledger.CommitMetadata;
import dev.repartee.kafka.ledger.CommitPoint;
import dev.repartee.kafka.ledger.PartitionLedger;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the books of newly assigned partitions from what the group has committed. */
final class Opener {

    private static final Logger LOG = LoggerFactory.getLogger(Opener.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Supplier<Map<TopicPartition, OffsetAndMetadata>> commits;

    /**
     * @param commits asks the log for all that the group has committed, without the consumer
     */
    Opener(
            Consumer<byte[], byte[]> consumer,
            Supplier<Map<TopicPartition, OffsetAndMetadata>> commits) {
        this.consumer = consumer;
        this.commits = commits;
    }

    /**
     * Asks the log, and sets the consumer to where each partition goes on.
     *
     * @throws org.apache.kafka.common.KafkaException when the log does not answer: to be repeated
     * @throws dev.repartee.contract.ReparteeException likewise
     */
    Map<TopicPartition, PartitionLedger> open(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed = commits.get();
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, LIMIT);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LIMIT);
        Map<TopicPartition, PartitionLedger> opened = HashMap.newHashMap(partitions.size());
        for (TopicPartition partition : partitions) {
            long end = ends.get(partition);
            CommitPoint found =
                    found(partition, committed.get(partition), begins.get(partition), end);
            consumer.seek(partition, found.position());
            opened.put(partition, PartitionLedger.open(found, end));
        }
        return opened;
    }

    private static CommitPoint found(
            TopicPartition partition, @Nullable OffsetAndMetadata committed, long begin, long end) {
        if (committed == null) {
            return new CommitPoint(begin, CommitMetadata.fresh(begin));
        }
        long position = committed.offset();
        if (position > end) {
            LOG.atError()
                    .addKeyValue("partition", partition)
                    .addKeyValue("committed", position)
                    .addKeyValue("end", end)
                    .log("the commit lies beyond the log, which must be a new one: read it anew");
            return new CommitPoint(begin, CommitMetadata.fresh(begin));
        }
        if (position < begin) {
            LOG.atError()
                    .addKeyValue("partition", partition)
                    .addKeyValue("records", begin - position)
                    .log("unfinished records were lost: their retention was over");
        }
        CommitMetadata metadata = CommitMetadata.decode(position, committed.metadata());
        return new CommitPoint(Math.max(position, begin), metadata);
    }
}
