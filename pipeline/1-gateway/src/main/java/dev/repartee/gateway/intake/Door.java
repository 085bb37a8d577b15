package dev.repartee.gateway.intake;

import dev.repartee.contract.RequestKey;
import java.util.function.Consumer;

/**
 * Through which door a message comes, and who listens there.
 *
 * @param channel the channel of messages that name none
 * @param streaming whether somebody listens to deltas
 * @param expecting called with the message's identity before it is sent, so that no result can come
 *     before its waiter; what is refused afterwards must be taken back by the caller
 * @param handedOver called when the log's sender has it
 */
public record Door(
        String channel, boolean streaming, Consumer<RequestKey> expecting, Runnable handedOver) {

    /** A door at which nobody waits. */
    public static Door deaf(String channel) {
        return new Door(channel, false, key -> {}, () -> {});
    }

    /** A door at which somebody waits for the reply and its pieces. */
    public static Door listening(String channel, Consumer<RequestKey> expecting) {
        return new Door(channel, true, expecting, () -> {});
    }

    Door handingOver(Runnable action) {
        return new Door(channel, streaming, expecting, action);
    }
}
