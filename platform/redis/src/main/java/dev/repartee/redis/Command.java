package dev.repartee.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;

/**
 * One command, for example {@code c -> c.get(key)}. Keys are text, values are bytes.
 *
 * @param <T> its answer; null where Redis answers nil
 */
@FunctionalInterface
public interface Command<T> {

    /** Issues the command; must not wait for it. */
    RedisFuture<T> issue(RedisAsyncCommands<String, byte[]> commands);
}
