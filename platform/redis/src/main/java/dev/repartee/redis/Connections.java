package dev.repartee.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One generation of connections: they live and die together, and are never repaired.
 *
 * @param single flushes each command as it comes
 * @param pipelined flushes only when told; a round's commands go out together
 * @param pubSub hears published messages
 */
record Connections(
        StatefulRedisConnection<String, byte[]> single,
        StatefulRedisConnection<String, byte[]> pipelined,
        StatefulRedisPubSubConnection<String, byte[]> pubSub) {

    private static final RedisCodec<String, byte[]> CODEC =
            RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    /** Opens all three, or none. */
    static Connections open(RedisClient client, RedisURI uri) {
        StatefulRedisConnection<String, byte[]> single = client.connect(CODEC, uri);
        try {
            StatefulRedisConnection<String, byte[]> pipelined = client.connect(CODEC, uri);
            try {
                StatefulRedisPubSubConnection<String, byte[]> pubSub =
                        client.connectPubSub(CODEC, uri);
                pipelined.setAutoFlushCommands(false);
                return new Connections(single, pipelined, pubSub);
            } catch (RuntimeException e) {
                pipelined.closeAsync();
                throw e;
            }
        } catch (RuntimeException e) {
            single.closeAsync();
            throw e;
        }
    }

    /** Whether every connection answers in time. */
    boolean answer(Duration timeout) {
        List<RedisFuture<String>> pings =
                List.of(single.async().ping(), pipelined.async().ping(), pubSub.async().ping());
        pipelined.flushCommands();
        long deadline = System.nanoTime() + timeout.toNanos();
        for (RedisFuture<String> ping : pings) {
            try {
                ping.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } catch (Exception e) {
                return false;
            }
        }
        return true;
    }

    void close() {
        single.closeAsync();
        pipelined.closeAsync();
        pubSub.closeAsync();
    }
}
