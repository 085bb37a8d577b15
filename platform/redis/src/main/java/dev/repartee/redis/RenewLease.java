package dev.repartee.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Writes an entry of a lease table and stamps it with the server's clock, so that clocks of
 * processes need not agree.
 */
final class RenewLease {

    private static final Script SCRIPT =
            new Script(
                    """
                    local now = redis.call('TIME')
                    local millis = now[1] * 1000 + math.floor(now[2] / 1000)
                    redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f', millis) .. '|' .. ARGV[2])
                    redis.call('PEXPIRE', KEYS[1], ARGV[3])
                    return {}
                    """);

    private RenewLease() {}

    static CompletableFuture<Void> run(
            RedisLink link, String key, String entry, byte[] value, Duration timeToLive) {
        return SCRIPT.run(
                        link,
                        key,
                        entry.getBytes(StandardCharsets.UTF_8),
                        value,
                        Long.toString(timeToLive.toMillis()).getBytes(StandardCharsets.US_ASCII))
                .thenApply(nothing -> null);
    }
}
