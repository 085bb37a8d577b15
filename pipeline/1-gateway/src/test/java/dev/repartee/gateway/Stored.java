package dev.repartee.gateway;

import dev.repartee.contract.event.ChatRequest;
import dev.repartee.messages.StoredMessage;
import java.time.Instant;
import java.util.List;

/** Rows as history would have them. */
final class Stored {

    private Stored() {}

    static StoredMessage replied(ChatRequest request, String reply) {
        Instant accepted = request.envelope().acceptedAt();
        return new StoredMessage(
                request.envelope().key(),
                new StoredMessage.Place(
                        request.envelope().conversation(),
                        request.envelope().assistant(),
                        null,
                        request.envelope().mode(),
                        request.envelope().channel(),
                        null),
                new StoredMessage.Inbound(request.text(), request.language(), List.of()),
                new StoredMessage.Outcome(
                        StoredMessage.State.REPLIED,
                        StandInPipeline.replied(request, reply).reply(),
                        null,
                        false,
                        null),
                new StoredMessage.Delivery(null, 0, null),
                new StoredMessage.Timing(
                        accepted,
                        accepted.plusMillis(10),
                        accepted.plusMillis(20),
                        accepted.plusMillis(30),
                        null),
                false);
    }
}
