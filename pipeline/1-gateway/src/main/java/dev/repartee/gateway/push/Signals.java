package dev.repartee.gateway.push;

import dev.repartee.contract.GatewayId;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.UserKey;
import dev.repartee.kafka.Partitions;
import dev.repartee.redis.PushBus;
import dev.repartee.redis.Signal;

/** Tells the delivery stage what happens at this gateway. At most once, never blocks. */
public final class Signals {

    private final PushBus bus;
    private final GatewayId gateway;

    public Signals(PushBus bus, GatewayId gateway) {
        this.bus = bus;
        this.gateway = gateway;
    }

    /** A socket can show replies. */
    void connected(LiveSocket socket) {
        send(new Signal.Connected(socket.user(), gateway, socket.id(), socket.device()));
    }

    /** A socket is gone. */
    void disconnected(LiveSocket socket) {
        send(new Signal.Disconnected(socket.user(), gateway, socket.id()));
    }

    /** A device's client has the result. */
    public void acknowledged(UserKey user, String device, RequestId requestId, long offset) {
        send(new Signal.Acknowledged(user, device, requestId, offset));
    }

    /** An HTTP response with the result was completely written. */
    public void answered(UserKey user, RequestId requestId, long offset) {
        acknowledged(user, Signal.HTTP_DEVICE, requestId, offset);
    }

    private void send(Signal signal) {
        bus.signal(Partitions.of(signal.user().bytes()), signal);
    }
}
