package dev.repartee.redis;

import dev.repartee.contract.GatewayId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Messages between gateways and delivery, at most once.
 *
 * <p>A receiver in the same process is called directly, without Redis and on the sender's thread; a
 * receiver in another process hears it through Redis, in the order of sending, unless Redis is
 * gone: then the message is lost and the sender is not told. One receiver per gateway and per
 * partition and process. Thread-safe, never blocks; receivers must not block either.
 */
public final class PushBus {

    private final RedisLink link;
    private final Map<GatewayId, Consumer<Push>> gateways = new ConcurrentHashMap<>();
    private final Map<Integer, Consumer<Signal>> partitions = new ConcurrentHashMap<>();
    private final Counter lost;

    public PushBus(RedisLink link, MeterRegistry metrics) {
        this.link = link;
        this.lost =
                Counter.builder("repartee_push_bus_lost")
                        .description(
                                "Messages to other processes that were not sent: Redis is gone")
                        .register(metrics);
    }

    /** Sends to a gateway. */
    public void push(GatewayId gateway, Push push) {
        Consumer<Push> here = gateways.get(gateway);
        if (here != null) {
            here.accept(push);
        } else if (link.up()) {
            link.publish(channel(gateway), WireCodec.encode(push));
        } else {
            lost.increment();
        }
    }

    /**
     * Sends to the delivery stage that owns a partition of users.
     *
     * @param partition of {@code chat.inference_results} where the signal's user is
     */
    public void signal(int partition, Signal signal) {
        Consumer<Signal> here = partitions.get(partition);
        if (here != null) {
            here.accept(signal);
        } else if (link.up()) {
            link.publish(channel(partition), WireCodec.encode(signal));
        } else {
            lost.increment();
        }
    }

    /** Receives what is sent to a gateway of this process. */
    public Subscription receivePushes(GatewayId gateway, Consumer<Push> receiver) {
        gateways.put(gateway, receiver);
        Subscription remote =
                link.subscribe(channel(gateway), bytes -> receiver.accept(WireCodec.push(bytes)));
        return () -> {
            gateways.remove(gateway, receiver);
            remote.close();
        };
    }

    /** Receives what is sent to a partition that this process owns. */
    public Subscription receiveSignals(int partition, Consumer<Signal> receiver) {
        partitions.put(partition, receiver);
        Subscription remote =
                link.subscribe(
                        channel(partition), bytes -> receiver.accept(WireCodec.signal(bytes)));
        return () -> {
            partitions.remove(partition, receiver);
            remote.close();
        };
    }

    private static String channel(GatewayId gateway) {
        return "gw:" + gateway;
    }

    private static String channel(int partition) {
        return "dl:" + partition;
    }
}
