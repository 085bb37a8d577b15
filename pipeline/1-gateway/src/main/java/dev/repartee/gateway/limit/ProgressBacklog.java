package dev.repartee.gateway.limit;

import dev.repartee.kafka.cluster.GroupProgress;
import java.util.function.LongSupplier;

/**
 * The backlog as consumer groups' commits show it.
 *
 * @param progress must watch the groups of dispatch and inference
 */
public record ProgressBacklog(GroupProgress progress) implements Backlog {

    @Override
    public View view() {
        GroupProgress.Reading reading = progress.reading();
        return new View(reading.unfinished(), reading.counted(), reading.waited(), reading.at());
    }

    @Override
    public void count(LongSupplier accepted) {
        progress.count(accepted);
    }
}
