package dev.repartee.gateway.intake;

import dev.repartee.contract.ConversationId;

/** Which conversation a message belongs to. */
public sealed interface ThreadChoice {

    /** The one of its user with its assistant. */
    record Usual() implements ThreadChoice {}

    /** One that the client named; it keeps the assistant that it began with. */
    record Named(ConversationId id) implements ThreadChoice {}

    /** One of its own: nothing is before it and nothing comes after. */
    record Own() implements ThreadChoice {}
}
