package dev.repartee.inference.memory;

import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.event.EventCodec;
import dev.repartee.contract.event.RememberedTurn;
import dev.repartee.crypto.UndecipherableException;
import dev.repartee.crypto.UserCipher;
import dev.repartee.messages.MessageStore;
import dev.repartee.messages.StoredMessage;
import dev.repartee.redis.RedisLink;
import dev.repartee.redis.RedisRound;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last turns of conversations, in Redis, rebuilt from history when they are not there.
 *
 * <p>Best effort: without Redis history is asked; without both a message is answered without its
 * conversation's turns, and the next one has them all again. A turn is remembered once however
 * often it is appended. Thread-safe; one conversation is used by one lane at a time.
 */
public final class ConversationMemory {

    private static final Logger log = LoggerFactory.getLogger(ConversationMemory.class);

    private static final Duration TIME_TO_LIVE = Duration.ofHours(24);
    private static final int MOST_TURNS = 40;

    private final RedisLink redis;
    private final MessageStore history;
    private final StaleConversations stale = new StaleConversations();

    public ConversationMemory(RedisLink redis, MessageStore history) {
        this.redis = redis;
        this.history = history;
    }

    /** The turns so far, oldest first. */
    public List<RememberedTurn> recall(ConversationKey conversation, UserCipher cipher) {
        boolean rebuild = stale.contains(conversation);
        List<byte[]> sealed = rebuild ? null : read(conversation);
        Optional<List<RememberedTurn>> remembered = open(conversation, sealed, cipher);
        if (remembered.isPresent()) {
            return remembered.get();
        }
        Optional<List<RememberedTurn>> turns = fromHistory(conversation);
        if (turns.isEmpty()) {
            stale.add(conversation);
            return withoutHistory(conversation, rebuild, cipher);
        }
        if (sealed == null || !sealed.isEmpty() || !turns.get().isEmpty()) {
            replace(conversation, turns.get(), cipher);
        }
        return turns.get();
    }

    /** Redis may only have been slow; and turns of which one is missing are better than none. */
    private List<RememberedTurn> withoutHistory(
            ConversationKey conversation, boolean rebuild, UserCipher cipher) {
        Optional<List<RememberedTurn>> turns = open(conversation, read(conversation), cipher);
        if (turns.isEmpty() || rebuild) {
            log.atWarn()
                    .addKeyValue("tenant", conversation.tenant())
                    .log("a conversation goes on without some or all of its earlier turns");
        }
        return turns.orElse(List.of());
    }

    /** Appends a turn that was published. */
    public void remember(ConversationKey conversation, RememberedTurn turn, UserCipher cipher) {
        String key = RememberedTurn.key(conversation);
        RedisRound round = redis.round();
        byte[] sealed = cipher.encrypt(EventCodec.encodeTurn(turn), key);
        round.add(c -> c.rpush(key, sealed));
        round.add(c -> c.ltrim(key, -MOST_TURNS, -1));
        round.add(c -> c.expire(key, TIME_TO_LIVE));
        if (!round.run()) {
            stale.add(conversation);
        }
    }

    /** Null when Redis did not answer. */
    private @Nullable List<byte[]> read(ConversationKey conversation) {
        RedisRound round = redis.round();
        RedisRound.Answer<List<byte[]>> answer =
                round.add(c -> c.lrange(RememberedTurn.key(conversation), 0, -1));
        round.run();
        return answer.value().orElse(null);
    }

    /** Empty when there are none, or an entry can not be read: then the whole is rebuilt. */
    private static Optional<List<RememberedTurn>> open(
            ConversationKey conversation, @Nullable List<byte[]> sealed, UserCipher cipher) {
        if (sealed == null || sealed.isEmpty()) {
            return Optional.empty();
        }
        String key = RememberedTurn.key(conversation);
        Map<Object, RememberedTurn> turns = new LinkedHashMap<>();
        try {
            for (byte[] entry : sealed) {
                RememberedTurn turn = EventCodec.decodeTurn(cipher.decrypt(entry, key));
                turns.putIfAbsent(turn.requestId(), turn);
            }
            return Optional.of(List.copyOf(turns.values()));
        } catch (UndecipherableException | ReparteeException e) {
            return Optional.empty();
        }
    }

    /** Nothing when history can not be asked, which says nothing about the turns. */
    private Optional<List<RememberedTurn>> fromHistory(ConversationKey conversation) {
        try {
            return Optional.of(
                    history.lastTurns(conversation, MOST_TURNS).stream()
                            .map(ConversationMemory::turn)
                            .filter(Objects::nonNull)
                            .toList());
        } catch (ReparteeException e) {
            log.atDebug().setCause(e).log("history can not be asked for turns now");
            return Optional.empty();
        }
    }

    private static @Nullable RememberedTurn turn(StoredMessage message) {
        String question = message.inbound().text();
        return question == null || message.outcome().reply() == null
                ? null
                : new RememberedTurn(
                        message.key().requestId(), question, message.outcome().reply().text());
    }

    private void replace(
            ConversationKey conversation, Collection<RememberedTurn> turns, UserCipher cipher) {
        String key = RememberedTurn.key(conversation);
        RedisRound round = redis.round();
        round.add(c -> c.del(key));
        for (RememberedTurn turn : turns) {
            byte[] sealed = cipher.encrypt(EventCodec.encodeTurn(turn), key);
            round.add(c -> c.rpush(key, sealed));
        }
        round.add(c -> c.expire(key, TIME_TO_LIVE));
        if (round.run()) {
            stale.remove(conversation);
        } else {
            stale.add(conversation);
        }
    }
}
