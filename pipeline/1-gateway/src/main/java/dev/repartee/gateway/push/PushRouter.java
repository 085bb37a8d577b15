package dev.repartee.gateway.push;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.gateway.limit.OpenRequests;
import dev.repartee.redis.Push;
import dev.repartee.redis.Push.Audience;
import java.util.function.Consumer;

/** Hands what is pushed to this gateway to the sockets and responses that wait for it. */
public final class PushRouter implements Consumer<Push> {

    private final Sockets sockets;
    private final Waiters waiters;
    private final OpenRequests open;

    public PushRouter(Sockets sockets, Waiters waiters, OpenRequests open) {
        this.sockets = sockets;
        this.waiters = waiters;
        this.open = open;
    }

    /** Called on the bus's threads. */
    @Override
    public void accept(Push push) {
        switch (push) {
            case Push.Delta delta -> {
                waiters.delta(
                        new RequestKey(
                                delta.user().tenant(), delta.user().user(), delta.requestId()),
                        delta);
                sockets.of(delta.user()).forEach(socket -> socket.delta(delta));
            }
            case Push.Result result -> result(result);
            case Push.Refused(RequestKey key, ErrorCode code) -> refused(key, code);
        }
    }

    /** Whether a result of this user, or of this message, is of use here. */
    boolean wants(RequestKey key) {
        return !sockets.of(key.userKey()).isEmpty()
                || waiters.waits(key)
                || open.find(key).isPresent();
    }

    /** A terminal result that was read off the log: shown on every socket of its user. */
    void tailed(ChatResult result, long offset) {
        Push.Result push =
                new Push.Result(result.userKey(), offset, result, new Audience.Waiter(), 1);
        result(push);
        if (result.mode() == Mode.REPLY) {
            sockets.of(result.userKey())
                    .forEach(
                            socket ->
                                    socket.result(
                                            push, new Audience.Device(socket.device(), false, -1)));
        }
    }

    /** A result that history has, for the HTTP waiter; sockets are shown it in its turn. */
    void found(ChatResult result, long offset) {
        result(new Push.Result(result.userKey(), offset, result, new Audience.Waiter(), 1));
    }

    void refused(RequestKey key, ErrorCode code) {
        open.close(key);
        waiters.refused(key, code);
        sockets.of(key.userKey()).forEach(socket -> socket.refused(key.requestId(), code));
    }

    private void result(Push.Result push) {
        ChatResult result = push.result();
        open.close(result.key());
        waiters.result(result, push.offset());
        switch (push.audience()) {
            case Audience.Waiter ignored -> {}
            case Audience.Resender ignored ->
                    sockets.of(push.user()).forEach(socket -> socket.resent(push));
            case Audience.Device device ->
                    sockets.of(push.user()).stream()
                            .filter(socket -> socket.device().equals(device.device()))
                            .forEach(socket -> socket.result(push, device));
        }
    }
}
