package dev.repartee.gateway.intake;

import dev.repartee.contract.GatewayId;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.Envelope;
import dev.repartee.contract.event.ReplyTo;
import dev.repartee.gateway.limit.RateState;
import java.time.Instant;

/** A message under way through the intake. */
record Arrival(Caller caller, UserKey user, MessageDraft draft, Door door, RateState rate) {

    String channel() {
        String named = draft.channel();
        return named == null ? door.channel() : named;
    }

    /** What goes to the log. Somebody waits only for a reply; in the other modes none comes. */
    ChatRequest request(
            RequestKey key,
            Place place,
            ChatRequestText text,
            GatewayId gateway,
            Instant acceptedAt) {
        Envelope envelope =
                new Envelope(
                        key,
                        draft.address().requestId() != null,
                        place.assistant(),
                        place.conversation(),
                        draft.session(),
                        draft.mode(),
                        channel(),
                        draft.mode() == Mode.REPLY ? new ReplyTo(gateway, door.streaming()) : null,
                        acceptedAt);
        return new ChatRequest(
                envelope,
                text.text(),
                text.hash(),
                text.language(),
                draft.attachments(),
                text.context(),
                draft.prompt().options());
    }
}
