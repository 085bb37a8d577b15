package dev.repartee.dispatch;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.event.Event;
import dev.repartee.kafka.EventSender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Keeps what was sent, in order, in one partition. */
final class FakeLog implements EventSender {

    record Sent(String topic, Event event, @Nullable String traceparent) {}

    private final List<Sent> sent = new ArrayList<>();
    private final int partition;

    FakeLog(int partition) {
        this.partition = partition;
    }

    @Override
    public synchronized CompletableFuture<Coordinates> send(
            String topic, Event event, EventHeaders headers) {
        long offset = on(topic).size();
        sent.add(new Sent(topic, event, headers.traceparent()));
        return CompletableFuture.completedFuture(new Coordinates(topic, partition, offset));
    }

    @Override
    public synchronized void sendAndForget(
            String topic, Event event, @Nullable String traceparent) {
        sent.add(new Sent(topic, event, traceparent));
    }

    synchronized List<Sent> on(String topic) {
        return sent.stream().filter(one -> one.topic().equals(topic)).toList();
    }

    synchronized <E extends Event> List<E> events(Class<E> kind) {
        return sent.stream().map(Sent::event).filter(kind::isInstance).map(kind::cast).toList();
    }
}
