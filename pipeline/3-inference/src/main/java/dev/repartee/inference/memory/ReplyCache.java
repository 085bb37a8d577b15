package dev.repartee.inference.memory;

import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.content.PreparedReply;
import dev.repartee.contract.event.EventCodec;
import dev.repartee.contract.event.ReplyCacheKey;
import dev.repartee.crypto.UserCipher;
import dev.repartee.redis.RedisLink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Writes replies that dispatch may give again. Only replies made without context are written: the
 * same words mean something else in another conversation. Best effort, waits for nothing.
 */
public final class ReplyCache {

    private static final Duration SHARED = Duration.ofHours(1);

    /** Promise P8: nothing of an erased user is readable longer than keys are cached. */
    private static final Duration OWN = Duration.ofSeconds(60);

    private final RedisLink redis;

    public ReplyCache(RedisLink redis) {
        this.redis = redis;
    }

    /**
     * For everyone: the reply was made from the question alone.
     *
     * @param user who asked; an erasure of that user takes the reply along
     */
    public void share(
            PublishedAssistant assistant, UserKey user, String question, PreparedReply reply) {
        String key =
                new ReplyCacheKey(
                                assistant.tenant(),
                                null,
                                assistant.assistant().id(),
                                assistant.revision(),
                                ReplyCacheKey.hashOf(question))
                        .toString();
        byte[] value = EventCodec.encodeReply(reply);
        String contributed = ReplyCacheKey.sharedBy(user);
        redis.call(c -> c.sadd(contributed, key.getBytes(StandardCharsets.UTF_8)));
        redis.call(c -> c.pexpire(contributed, SHARED.toMillis()));
        redis.call(c -> c.psetex(key, SHARED.toMillis(), value));
    }

    /** For one user: the reply was made with what is known of that user. */
    public void keep(
            PublishedAssistant assistant,
            UserKey user,
            String question,
            PreparedReply reply,
            UserCipher cipher) {
        String key =
                new ReplyCacheKey(
                                assistant.tenant(),
                                user.user(),
                                assistant.assistant().id(),
                                assistant.revision(),
                                ReplyCacheKey.hashOf(question))
                        .toString();
        byte[] value = cipher.encrypt(EventCodec.encodeReply(reply), key);
        redis.call(c -> c.psetex(key, OWN.toMillis(), value));
    }
}
