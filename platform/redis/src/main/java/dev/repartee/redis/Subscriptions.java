package dev.repartee.redis;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which channels this process listens to, whatever becomes of the connection underneath. */
final class Subscriptions extends RedisPubSubAdapter<String, byte[]> {

    private static final Logger log = LoggerFactory.getLogger(Subscriptions.class);

    private final Map<String, Consumer<byte[]>> listeners = new ConcurrentHashMap<>();

    void put(String channel, Consumer<byte[]> listener) {
        if (listeners.putIfAbsent(channel, listener) != null) {
            throw new IllegalStateException("already subscribed to " + channel);
        }
    }

    void remove(String channel) {
        listeners.remove(channel);
    }

    /** Subscribes a new connection to everything; returns whether Redis confirmed in time. */
    boolean apply(Connections connections, Duration timeout) {
        connections.pubSub().addListener(this);
        String[] channels = listeners.keySet().toArray(String[]::new);
        if (channels.length == 0) {
            return true;
        }
        try {
            connections
                    .pubSub()
                    .async()
                    .subscribe(channels)
                    .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            return false;
        }
    }

    @Override
    public void message(String channel, byte[] message) {
        Consumer<byte[]> listener = listeners.get(channel);
        if (listener == null) {
            return;
        }
        try {
            listener.accept(message);
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("channel", channel).setCause(e).log("A message was dropped");
        }
    }
}
