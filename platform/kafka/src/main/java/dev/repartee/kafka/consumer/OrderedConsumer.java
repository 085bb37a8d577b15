package dev.repartee.kafka.consumer;

import dev.repartee.kafka.AssignmentListener;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.ParkingListener;
import dev.repartee.kafka.RecordHandler;
import dev.repartee.kafka.sender.StageSender;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;

/** Reads topics record by record: lanes run concurrently, the records of a lane in order. */
public final class OrderedConsumer {

    /**
     * @param deadLetters writes what is given up; shared with the stage, which closes it after this
     *     consumer
     */
    public OrderedConsumer(
            LogCluster cluster,
            OrderedConfig config,
            RecordHandler handler,
            ParkingListener parking,
            StageSender deadLetters,
            MeterRegistry meters,
            Clock clock) {}

    /** Names who is told of assignments; before {@link #start()}. */
    public void listen(AssignmentListener listener) {}

    /** Joins the group and begins to read; returns at once, also when the log is not there yet. */
    public void start() {
        throw new UnsupportedOperationException("under construction");
    }

    /** Whether partitions may be served: running, and the last contact with the log succeeded. */
    public boolean ready() {
        return false;
    }

    /** Stops reading, lets running handlers finish up to the limit, commits and leaves. */
    public void close(Duration limit) {}
}
