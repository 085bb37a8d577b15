package dev.repartee.contract.event;

import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.UserKey;

/**
 * Something that crosses between stages on the log. Unknown fields are ignored when read, so adding
 * one is compatible.
 */
public sealed interface Event
        permits ChatRequest,
                InferenceWork,
                ChatResult,
                DeliveryStatus,
                ConversationNote,
                TrafficEvent {

    /** The user it belongs to: its record key, and so its partition. */
    UserKey userKey();

    /** What the record says of itself outside the payload. */
    EventHeaders headers();
}
