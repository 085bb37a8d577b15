package dev.repartee.inference.memory;

import dev.repartee.contract.ConversationKey;
import dev.repartee.crypto.UndecipherableException;
import dev.repartee.crypto.UserCipher;
import dev.repartee.redis.RedisLink;
import dev.repartee.redis.RedisRound;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Summaries of conversations' older turns, in Redis beside the turns themselves, under the user's
 * key. Best effort: what is not there is made again. Thread-safe.
 */
public final class SummaryMemory {

    private static final Duration TIME_TO_LIVE = Duration.ofHours(24);

    private final RedisLink redis;

    public SummaryMemory(RedisLink redis) {
        this.redis = redis;
    }

    /**
     * A summary.
     *
     * @param upTo tells the last turn that is in it
     * @param text the summary
     */
    public record Summary(String upTo, String text) {}

    /** The summary of a conversation, if one is remembered. */
    public Optional<Summary> recall(ConversationKey conversation, UserCipher cipher) {
        String key = key(conversation);
        RedisRound round = redis.round();
        RedisRound.Answer<byte[]> sealed = round.add(c -> c.get(key));
        round.run();
        return sealed.value().flatMap(bytes -> open(bytes, key, cipher));
    }

    /** Remembers a summary; waits for nothing. */
    public void remember(ConversationKey conversation, Summary summary, UserCipher cipher) {
        String key = key(conversation);
        byte[] sealed = cipher.encrypt(summary.upTo() + '\n' + summary.text(), key);
        redis.call(c -> c.psetex(key, TIME_TO_LIVE.toMillis(), sealed));
    }

    private static String key(ConversationKey conversation) {
        return "sum:" + conversation;
    }

    private static Optional<Summary> open(byte[] sealed, String key, UserCipher cipher) {
        try {
            String text = new String(cipher.decrypt(sealed, key), StandardCharsets.UTF_8);
            int line = text.indexOf('\n');
            return line < 0
                    ? Optional.empty()
                    : Optional.of(new Summary(text.substring(0, line), text.substring(line + 1)));
        } catch (UndecipherableException e) {
            return Optional.empty();
        }
    }
}
