package dev.repartee.inference;

import dev.repartee.contract.event.ChatResult;
import dev.repartee.inference.reply.MadeReply;
import org.jspecify.annotations.Nullable;

/**
 * What was made of a message.
 *
 * @param result to publish
 * @param fresh the reply that a model or the knowledge gave for it now; null when there is none
 */
record Made(ChatResult result, @Nullable MadeReply fresh) {

    /** Whether it cost a call that nobody wants to pay twice. */
    boolean paid() {
        return fresh != null && fresh.reply().model() != null;
    }
}
