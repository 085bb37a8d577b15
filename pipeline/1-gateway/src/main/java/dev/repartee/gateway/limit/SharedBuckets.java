package dev.repartee.gateway.limit;

import dev.repartee.redis.RedisLink;
import io.lettuce.core.ScriptOutputType;
import java.nio.charset.StandardCharsets;

/**
 * Lets all gateways draw from one bucket, without a round trip per message.
 *
 * <p>Each gateway decides by its own buckets and tells Redis afterwards what it took from those
 * that are in use; Redis answers what all of them together have left, and the local bucket is
 * lowered to that. So the limit can be overrun, by each gateway and between two rounds, by a
 * quarter of a bucket plus what is taken in one round (250 ms). While Redis is gone each gateway
 * limits by itself.
 */
final class SharedBuckets {

    /** Takes tokens, into debt if need be, and says how many are left. */
    private static final byte[] SCRIPT =
            """
            local capacity = tonumber(ARGV[1])
            local per_second = tonumber(ARGV[2])
            local clock = redis.call('TIME')
            local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
            local stored = redis.call('HMGET', KEYS[1], 'tokens', 'at')
            local tokens = capacity
            if stored[1] then
              local refilled = math.max(0, now - stored[2]) * per_second / 1000
              tokens = math.min(capacity, stored[1] + refilled)
            end
            tokens = math.max(-capacity, tokens - tonumber(ARGV[3]))
            redis.call('HSET', KEYS[1], 'tokens', tokens, 'at', now)
            redis.call('PEXPIRE', KEYS[1], math.ceil(2000 * capacity / per_second) + 1000)
            return math.floor(tokens)
            """
                    .getBytes(StandardCharsets.UTF_8);

    private static final int MOST_PER_ROUND = 1_000;

    private final RedisLink redis;

    SharedBuckets(RedisLink redis) {
        this.redis = redis;
    }

    /** Tells and asks for the buckets in use; never blocks. */
    void round(RateBuckets buckets) {
        if (!redis.up()) {
            return;
        }
        buckets.busy().stream()
                .limit(MOST_PER_ROUND)
                .forEach(owner -> share(buckets, owner, buckets.unshared(owner)));
    }

    private void share(RateBuckets buckets, String owner, long taken) {
        String[] keys = {"rl:" + buckets.scope() + ":" + owner};
        redis.<Long>call(
                        commands ->
                                commands.eval(
                                        SCRIPT,
                                        ScriptOutputType.INTEGER,
                                        keys,
                                        bytes(buckets.rate().burst()),
                                        bytes(buckets.rate().perSecond()),
                                        bytes(taken)))
                .thenAccept(left -> buckets.lowerTo(owner, left));
    }

    private static byte[] bytes(long number) {
        return Long.toString(number).getBytes(StandardCharsets.UTF_8);
    }
}
