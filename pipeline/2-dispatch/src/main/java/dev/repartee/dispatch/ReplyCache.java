package dev.repartee.dispatch;

import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.Mode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.content.PreparedReply;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.EventCodec;
import dev.repartee.contract.event.ReplyCacheKey;
import dev.repartee.redis.RedisRound;
import dev.repartee.redis.RedisRound.Answer;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replies that inference gave lately to the same words: the user's own, or one that was made
 * without profile and context and so is for everyone.
 *
 * <p>Asked only for messages that stand for themselves: no turns sent along, no attachments, no
 * wishes for the model, and not so short that only the conversation tells what they mean.
 */
final class ReplyCache {

    private static final Logger log = LoggerFactory.getLogger(ReplyCache.class);

    /** Opens what was sealed with a user's key. */
    @FunctionalInterface
    interface Unsealer {

        /** Empty when the user was erased or the value is not theirs. */
        Optional<byte[]> open(UserKey user, byte[] value, String name);
    }

    private final Unsealer unsealer;
    private final int shortest;
    private final DispatchMetrics metrics;

    ReplyCache(Unsealer unsealer, int shortest, DispatchMetrics metrics) {
        this.unsealer = unsealer;
        this.shortest = shortest;
        this.metrics = metrics;
    }

    /** Asks for a reply; it is there once the round has run. */
    Supplier<Optional<Reply>> ask(
            RedisRound round, ChatRequest request, PublishedAssistant assistant) {
        if (!standsForItself(request)) {
            return Optional::empty;
        }
        UserKey user = request.userKey();
        ReplyCacheKey own =
                new ReplyCacheKey(
                        user.tenant(),
                        user.user(),
                        assistant.assistant().id(),
                        assistant.revision(),
                        ReplyCacheKey.hashOf(request.text()));
        Answer<byte[]> sealed = get(round, own);
        if (!assistant.assistant().replies().sharedCache()) {
            return () -> count(sealed, open(user, own, sealed));
        }
        Answer<byte[]> shared = get(round, own.shared());
        return () ->
                count(sealed, open(user, own, sealed).or(() -> shared.value().flatMap(this::read)));
    }

    private boolean standsForItself(ChatRequest request) {
        return request.envelope().mode() == Mode.REPLY
                && request.context().isEmpty()
                && request.attachments().isEmpty()
                && request.options() == null
                && request.text().codePointCount(0, request.text().length()) >= shortest;
    }

    private static Answer<byte[]> get(RedisRound round, ReplyCacheKey key) {
        String name = key.toString();
        return round.add(redis -> redis.get(name));
    }

    private Optional<Reply> open(UserKey user, ReplyCacheKey key, Answer<byte[]> sealed) {
        return sealed.value()
                .flatMap(value -> opened(user, value, key.toString()))
                .flatMap(this::read);
    }

    private Optional<byte[]> opened(UserKey user, byte[] value, String name) {
        try {
            return unsealer.open(user, value, name);
        } catch (ReparteeException e) {
            log.atDebug().addKeyValue("error", e.code()).log("a cached reply stays sealed");
            return Optional.empty();
        }
    }

    private Optional<Reply> read(byte[] value) {
        try {
            PreparedReply cached = EventCodec.decodeReply(value);
            return Optional.of(fromCache(cached.reply()));
        } catch (ReparteeException e) {
            log.atWarn().addKeyValue("error", e.code()).log("a cached reply can not be read");
            return Optional.empty();
        }
    }

    private static Reply fromCache(Reply reply) {
        return new Reply(
                reply.text(),
                ReplySource.CACHE,
                reply.language(),
                reply.citations(),
                reply.handover(),
                null,
                null);
    }

    private Optional<Reply> count(Answer<byte[]> asked, Optional<Reply> reply) {
        metrics.cacheAsked(asked.answered(), reply.isPresent());
        return reply;
    }
}
