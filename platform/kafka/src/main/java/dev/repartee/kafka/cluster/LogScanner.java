package dev.repartee.kafka.cluster;

import dev.repartee.kafka.LogCluster;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** Reads stretches of the log without being in any group; for tools, not for stages. */
public final class LogScanner implements AutoCloseable {

    public LogScanner(LogCluster cluster) {}

    /** Everything that a topic holds now; empty when there is no such topic. */
    public List<ScanRange> whole(String topic) {
        throw new UnsupportedOperationException("under construction");
    }

    /** What a topic holds now and was appended at or after the given time. */
    public List<ScanRange> since(String topic, Instant from) {
        throw new UnsupportedOperationException("under construction");
    }

    /**
     * Reads the ranges, each in its order, and returns when they are read or the visitor has seen
     * enough.
     *
     * @param visitor returns false to stop
     */
    public void scan(List<ScanRange> ranges, Predicate<RawRecord> visitor) {
        throw new UnsupportedOperationException("under construction");
    }

    /** Reads one record; empty when it is not there any more. */
    public java.util.Optional<RawRecord> read(dev.repartee.contract.Coordinates coordinates) {
        throw new UnsupportedOperationException("under construction");
    }

    @Override
    public void close() {}
}
