package dev.repartee.messages;

import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.UserKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A store of messages, as its contracts see it. */
interface StoreContract {

    MessageStore store();

    /** Writes the tombstone, as an erasure in any process would. */
    void bury(UserKey user, Instant at);

    default StoredMessage stored(Events events) {
        return store().find(events.key()).orElseThrow();
    }

    default ConversationPage page(
            ConversationKey conversation,
            PageRequest.Order order,
            @Nullable Cursor after,
            int limit) {
        return store().conversation(conversation, new PageRequest(order, after, limit));
    }
}
