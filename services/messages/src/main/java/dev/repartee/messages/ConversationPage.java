package dev.repartee.messages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a conversation.
 *
 * @param messages in the order that was asked for
 * @param next where the next page begins, or null when this was the last one so far
 */
public record ConversationPage(List<StoredMessage> messages, @Nullable Cursor next) {

    public ConversationPage {
        messages = List.copyOf(messages);
    }
}
