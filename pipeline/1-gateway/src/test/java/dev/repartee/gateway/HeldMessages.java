package dev.repartee.gateway;

import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.UserKey;
import dev.repartee.messages.ConversationPage;
import dev.repartee.messages.MessageChange;
import dev.repartee.messages.MessageStore;
import dev.repartee.messages.PageRequest;
import dev.repartee.messages.StoredMessage;
import dev.repartee.messages.StoredResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** History that a test fills by hand. */
final class HeldMessages implements MessageStore {

    final Map<RequestKey, StoredMessage> messages = new ConcurrentHashMap<>();
    final Map<RequestKey, StoredResult> results = new ConcurrentHashMap<>();
    volatile boolean gone;

    @Override
    public Optional<StoredMessage> find(RequestKey key) {
        check();
        return Optional.ofNullable(messages.get(key));
    }

    @Override
    public Optional<StoredResult> storedResult(RequestKey key) {
        check();
        return Optional.ofNullable(results.get(key));
    }

    @Override
    public ConversationPage conversation(ConversationKey conversation, PageRequest page) {
        check();
        return new ConversationPage(
                messages.values().stream()
                        .filter(one -> one.key().userKey().equals(conversation.userKey()))
                        .filter(
                                one ->
                                        one.place()
                                                .conversation()
                                                .equals(conversation.conversation()))
                        .limit(page.limit())
                        .toList(),
                null);
    }

    @Override
    public Written write(List<? extends MessageChange> changes) {
        throw new UnsupportedOperationException("the gateway only reads");
    }

    @Override
    public List<StoredMessage> lastTurns(ConversationKey conversation, int limit) {
        throw new UnsupportedOperationException("the gateway never asks this");
    }

    @Override
    public int erase(UserKey user) {
        throw new UnsupportedOperationException("the gateway only reads");
    }

    @Override
    public int repeatErasures(Instant since) {
        throw new UnsupportedOperationException("the gateway only reads");
    }

    @Override
    public void prepare() {}

    private void check() {
        if (gone) {
            throw new ReparteeException(ErrorCode.STORE_UNAVAILABLE, "history is not there");
        }
    }
}
