package dev.repartee.gateway.push;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.UserKey;
import dev.repartee.redis.Push;

/** A socket that shows nothing to anybody. */
record StandInSocket(String id, UserKey user) implements LiveSocket {

    @Override
    public String device() {
        return "phone";
    }

    @Override
    public void delta(Push.Delta delta) {}

    @Override
    public void result(Push.Result result, Push.Audience.Device audience) {}

    @Override
    public void resent(Push.Result result) {}

    @Override
    public void refused(RequestId requestId, ErrorCode code) {}

    @Override
    public void drain(long reconnectAfterMillis) {}

    @Override
    public void close(ErrorCode code) {}
}
