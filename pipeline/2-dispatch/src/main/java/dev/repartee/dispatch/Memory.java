package dev.repartee.dispatch;

import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.RememberedTurn;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Everything that is asked of Redis about one message, in one round trip with other messages'. */
final class Memory {

    /**
     * What Redis knows.
     *
     * @param sighting whether the request came before
     * @param cached a reply to the same words
     * @param profile what is known of the user
     */
    record Recollection(Sighting sighting, Optional<Reply> cached, Map<String, String> profile) {}

    private final RedisRounds rounds;
    private final Deduplicator deduplicator;
    private final ReplyCache cache;
    private final UserProfiles profiles;
    private final Turns turns;

    /** Appends a question and its answer to the conversation's context. */
    @FunctionalInterface
    interface Turns {

        /** Nothing is remembered. */
        Turns NONE = (conversation, turn) -> {};

        /**
         * Best effort, waits for nothing: a context that lacks the turn is rebuilt from history.
         */
        void append(ConversationKey conversation, RememberedTurn turn);
    }

    Memory(
            RedisRounds rounds,
            Deduplicator deduplicator,
            ReplyCache cache,
            UserProfiles profiles,
            Turns turns) {
        this.rounds = rounds;
        this.deduplicator = deduplicator;
        this.cache = cache;
        this.profiles = profiles;
        this.turns = turns;
    }

    Recollection recall(ChatRequest request, PublishedAssistant assistant, Coordinates origin)
            throws InterruptedException {
        return rounds.ask(
                round -> {
                    Supplier<Sighting> sighting = deduplicator.ask(round, request, origin);
                    Supplier<Optional<Reply>> cached = cache.ask(round, request, assistant);
                    Supplier<Map<String, String>> profile = profiles.ask(round, request.userKey());
                    return () -> new Recollection(sighting.get(), cached.get(), profile.get());
                });
    }

    /** A reply went out without inference, whose next one must know of it. */
    void remember(ChatRequest request, Reply reply) {
        turns.append(
                request.envelope().conversationKey(),
                new RememberedTurn(
                        request.envelope().key().requestId(), request.text(), reply.text()));
    }
}
