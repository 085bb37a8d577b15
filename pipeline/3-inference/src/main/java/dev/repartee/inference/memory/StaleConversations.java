package dev.repartee.inference.memory;

import dev.repartee.contract.ConversationKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Conversations of which Redis may have missed a turn of this worker; bounded, the oldest is
 * forgotten. Thread-safe.
 */
final class StaleConversations {

    private static final int MOST = 20_000;

    private final Set<ConversationKey> conversations =
            Collections.synchronizedSet(Collections.newSetFromMap(new Bounded()));

    void add(ConversationKey conversation) {
        conversations.add(conversation);
    }

    void remove(ConversationKey conversation) {
        conversations.remove(conversation);
    }

    boolean contains(ConversationKey conversation) {
        return conversations.contains(conversation);
    }

    private static final class Bounded extends LinkedHashMap<ConversationKey, Boolean> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ConversationKey, Boolean> eldest) {
            return size() > MOST;
        }
    }
}
