package dev.repartee.app.node;

import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ReplyCacheKey;
import dev.repartee.redis.RedisLink;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Redis holds of a user: every key that carries {@code tenant:user} after its prefix. */
final class UserTraces {

    private static final Logger LOG = LoggerFactory.getLogger(UserTraces.class);
    private static final int PAGE = 1_000;

    private final RedisLink redis;

    UserTraces(RedisLink redis) {
        this.redis = redis;
    }

    /**
     * Removes them by a scan of the whole key space: slow, and no business of a message's way. What
     * is encrypted is unreadable anyway; without Redis the rest ends by its time to live.
     */
    void remove(UserKey user) {
        ScanArgs args = ScanArgs.Builder.matches("*:" + escaped(user) + ":*").limit(PAGE);
        try {
            removeSharedReplies(user);
            redis.call(commands -> commands.unlink("profile:" + user)).join();
            ScanCursor cursor = ScanCursor.INITIAL;
            while (!cursor.isFinished()) {
                ScanCursor from = cursor;
                KeyScanCursor<String> page =
                        redis.call(commands -> commands.scan(from, args)).join();
                if (!page.getKeys().isEmpty()) {
                    String[] keys = page.getKeys().toArray(String[]::new);
                    redis.call(commands -> commands.unlink(keys)).join();
                }
                cursor = page;
            }
        } catch (CompletionException | ReparteeException e) {
            LOG.atWarn()
                    .addKeyValue("error", e.getMessage())
                    .log(
                            "Redis could not be searched for an erased user; its keys end by themselves");
        }
    }

    private void removeSharedReplies(UserKey user) {
        Set<byte[]> names =
                redis.call(commands -> commands.smembers(ReplyCacheKey.sharedBy(user))).join();
        if (!names.isEmpty()) {
            String[] keys =
                    names.stream()
                            .map(name -> new String(name, StandardCharsets.UTF_8))
                            .toArray(String[]::new);
            redis.call(commands -> commands.unlink(keys)).join();
        }
    }

    /** Ids may hold no glob characters but these. */
    private static String escaped(UserKey user) {
        return user.toString().replaceAll("([*?\\[\\]\\\\])", "\\\\$1");
    }
}
