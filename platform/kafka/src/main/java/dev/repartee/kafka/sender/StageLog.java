package dev.repartee.kafka.sender;

import dev.repartee.kafka.LogCluster;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The log as the stages of one process share it: what any of them sends leaves over one connection,
 * so that records which come within a few milliseconds share a request, whoever sent them.
 *
 * <p>The connection is made for the first sender and given back with the last. What a broken
 * connection keeps waiting waits for all senders; none of them loses or reorders anything by it.
 * Thread-safe.
 */
public final class StageLog {

    private static final String NAME = "stages";
    private static final int BLOCK_MILLIS = 1_000;

    private final LogCluster cluster;
    private final String name;
    private final MeterRegistry registry;

    // Both owned by the monitor; there is an outbox while there are senders.
    private @Nullable Outbox outbox;
    private int senders;

    /** The log of a process; connects when the first sender is opened. */
    public StageLog(LogCluster cluster, MeterRegistry registry) {
        this(cluster, NAME, registry);
    }

    /**
     * @param name of the connection, in the broker's logs
     */
    StageLog(LogCluster cluster, String name, MeterRegistry registry) {
        this.cluster = cluster;
        this.name = name;
        this.registry = registry;
    }

    /** Where it is, for those who read. */
    public LogCluster cluster() {
        return cluster;
    }

    /**
     * A sender, to be closed by who asked for it.
     *
     * @param owner for metrics
     */
    public StageSender sender(String owner) {
        return new StageSender(this, new SenderMeters(registry, owner));
    }

    synchronized Outbox lease() {
        Outbox shared = outbox;
        if (shared == null) {
            shared = new Outbox(() -> Producers.persistent(cluster, name, BLOCK_MILLIS));
            outbox = shared;
        }
        senders++;
        return shared;
    }

    /** Waits for what the sender sent; the last one takes the connection with it. */
    void giveBack(Outbox shared, SenderMeters sender, Duration limit) {
        if (isLast()) {
            shared.close(limit);
        } else {
            shared.settle(sender, limit);
        }
    }

    private synchronized boolean isLast() {
        senders--;
        if (senders == 0) {
            outbox = null;
        }
        return senders == 0;
    }
}
