package dev.repartee.kafka.sender;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.event.Event;
import dev.repartee.kafka.EventSender;
import dev.repartee.kafka.LogCluster;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's sender: never blocks its caller and gives up after 3 s.
 *
 * <p>A send that fails completes with a {@link dev.repartee.contract.ReparteeException} of {@link
 * dev.repartee.contract.ErrorCode#LOG_UNAVAILABLE}. That means "not promised": the record may still
 * be in the log.
 */
public final class AcceptingSender implements EventSender {

    /**
     * @param name of its owner, for metrics and the broker's logs
     */
    public AcceptingSender(LogCluster cluster, String name, MeterRegistry meters) {}

    @Override
    public CompletableFuture<Coordinates> send(String topic, Event event, EventHeaders headers) {
        throw new UnsupportedOperationException("under construction");
    }

    @Override
    public void sendAndForget(String topic, Event event, @Nullable String traceparent) {
        throw new UnsupportedOperationException("under construction");
    }

    /** Whether the last attempt to reach the log succeeded. */
    public boolean ready() {
        return false;
    }

    /** Lets what was sent arrive, up to the limit, then lets go. */
    public void close(Duration limit) {}
}
