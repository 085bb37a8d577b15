package dev.repartee.dispatch;

import dev.repartee.contract.Coordinates;
import dev.repartee.kafka.cluster.GroupProgress;

/**
 * What inference has finished, as its commits tell: a little late, never too early. Answers from
 * memory.
 */
interface WorkProgress {

    /** Whether a piece of work is finished, its result durable. */
    boolean finished(Coordinates work);

    /** Whether everything up to and including the offset is finished. */
    boolean passed(String topic, int partition, long offset);

    /** Pieces of work in a topic that are not finished. */
    long unfinished(String topic);

    /** Asks a view of the inference groups' commits. */
    static WorkProgress of(GroupProgress progress) {
        return new WorkProgress() {
            @Override
            public boolean finished(Coordinates work) {
                return progress.finished(work.topic(), work.partition(), work.offset());
            }

            @Override
            public boolean passed(String topic, int partition, long offset) {
                return progress.contiguous(topic, partition) > offset;
            }

            @Override
            public long unfinished(String topic) {
                return progress.unfinished(topic);
            }
        };
    }
}
