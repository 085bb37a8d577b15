package dev.repartee.gateway.push;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.redis.Push;

/** A held HTTP response that waits for one result. Called on any thread; must not block. */
public interface Waiter {

    /** A piece of the reply in the making. */
    void delta(Push.Delta delta);

    /**
     * What became of the message; the last call.
     *
     * @param offset to be acknowledged when the response is completely written
     */
    void result(ChatResult result, long offset);

    /** The message was a duplicate that gets no result; the last call. */
    void refused(ErrorCode code);
}
