package dev.repartee.gateway.push;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.UserKey;
import dev.repartee.redis.Push;

/** An open WebSocket. Called on any thread; must not block. */
public interface LiveSocket {

    /** Unique within this gateway. */
    String id();

    /** Whose it is. */
    UserKey user();

    /** The user's name for the device; sockets of one device share its cursor. */
    String device();

    /** A piece of a reply in the making. */
    void delta(Push.Delta delta);

    /** A result to show. */
    void result(Push.Result result, Push.Audience.Device audience);

    /** A result for the socket that sent the message again; others ignore it. */
    void resent(Push.Result result);

    /** A duplicate that gets no result, for the socket that sent it; others ignore it. */
    void refused(RequestId requestId, ErrorCode code);

    /** Says that the process is going, and when to connect elsewhere. */
    void drain(long reconnectAfterMillis);

    /** Closes it with the code. */
    void close(ErrorCode code);
}
