package dev.repartee.redis;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.repartee.contract.GatewayId;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.UserKey;

/**
 * What a gateway tells the delivery stage that owns the user's partition. At most once: presence
 * and repetition heal what is lost.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "signal")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Signal.Connected.class, name = "connected"),
    @JsonSubTypes.Type(value = Signal.Disconnected.class, name = "disconnected"),
    @JsonSubTypes.Type(value = Signal.Acknowledged.class, name = "acknowledged")
})
public sealed interface Signal {

    /** The device of HTTP waiters, which come once and never drain. */
    String HTTP_DEVICE = "http";

    /** Whose client it is about. */
    UserKey user();

    /**
     * A socket is open and can show replies. To be sent after its presence was registered, and once
     * more whenever Redis comes back.
     */
    record Connected(UserKey user, GatewayId gateway, String connectionId, String device)
            implements Signal {}

    /** A socket is gone. */
    record Disconnected(UserKey user, GatewayId gateway, String connectionId) implements Signal {}

    /**
     * A client has a result.
     *
     * @param device which one; {@link #HTTP_DEVICE} for a completely written HTTP response
     * @param offset of the result, as given in {@link Push.Result}
     */
    record Acknowledged(UserKey user, String device, RequestId requestId, long offset)
            implements Signal {}
}
