package dev.repartee.delivery;

import dev.repartee.contract.Topic;
import dev.repartee.contract.event.DeliveryStatus;
import dev.repartee.kafka.EventSender;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Tells the log how far replies came, off the lanes' way. Best effort: when the log is away for so
 * long that the queue is full, statuses are lost and counted; replies are not.
 */
final class StatusReporter {

    private static final int QUEUE_BOUND = 20_000;

    /** An empty one only wakes the thread, which waits without a timer. */
    private final BlockingQueue<Optional<DeliveryStatus>> queue =
            new ArrayBlockingQueue<>(QUEUE_BOUND);

    private final EventSender sender;
    private final DeliveryMetrics metrics;
    private final Thread thread;
    private volatile boolean closed;

    StatusReporter(EventSender sender, DeliveryMetrics metrics) {
        this.sender = sender;
        this.metrics = metrics;
        this.thread = Thread.ofVirtual().name("delivery-status").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Never blocks. */
    void report(DeliveryStatus status) {
        metrics.reported(status.state());
        if (!queue.offer(Optional.of(status))) {
            metrics.statusLost();
        }
    }

    private void run() {
        try {
            while (!closed || !queue.isEmpty()) {
                queue.take()
                        .ifPresent(
                                status -> sender.send(Topic.DELIVERY_STATUS.topicName(), status));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void close(Duration limit) {
        closed = true;
        queue.offer(Optional.empty());
        try {
            if (!thread.join(limit)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
