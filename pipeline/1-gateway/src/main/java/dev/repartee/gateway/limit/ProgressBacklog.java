package dev.repartee.gateway.limit;

import dev.repartee.kafka.cluster.GroupProgress;
import java.time.Instant;

/**
 * The backlog as consumer groups' commits show it.
 *
 * @param progress must watch the groups of dispatch and inference
 */
public record ProgressBacklog(GroupProgress progress) implements Backlog {

    @Override
    public long unfinished() {
        return progress.unfinished();
    }

    @Override
    public Instant refreshedAt() {
        return progress.refreshedAt();
    }
}
