package dev.repartee.redis;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import io.lettuce.core.RedisURI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How Redis is reached and how much patience it gets.
 *
 * @param uri {@code redis[s]://[[user]:password@]host[:port][/database]}; carries a secret, so it
 *     never prints
 * @param timeout after which a command counts as failed
 * @param heartbeat how often the connections are tried; one that is closed is down at once, one
 *     that does not answer after eight timeouts
 * @param queueBound commands that may wait for an answer at once; more are refused
 * @param authorities PEM of who must have signed the server's certificate; null: those that Java
 *     trusts
 */
public record RedisConfig(
        String uri,
        Duration timeout,
        Duration heartbeat,
        int queueBound,
        @Nullable Path authorities) {

    private static final Duration TIMEOUT = Duration.ofMillis(250);
    private static final Duration HEARTBEAT = Duration.ofMillis(500);
    private static final int QUEUE_BOUND = 50_000;

    public RedisConfig {
        try {
            RedisURI.create(uri);
        } catch (IllegalArgumentException e) {
            throw new ReparteeException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "redis must be redis[s]://[[user]:password@]host[:port][/database]");
        }
        if (timeout.toMillis() < 1 || heartbeat.toMillis() < 1 || queueBound < 1) {
            throw new ReparteeException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "redis: timeout, heartbeat and queue bound must be positive");
        }
    }

    /** The address with the default patience: 250 ms a command. */
    public static RedisConfig at(String uri) {
        return new RedisConfig(uri, TIMEOUT, HEARTBEAT, QUEUE_BOUND, null);
    }

    /** The same with another time for each command; a frozen server is noticed later with more. */
    public RedisConfig waiting(Duration other) {
        return new RedisConfig(uri, other, heartbeat, queueBound, authorities);
    }

    /** The same, for a server with a certificate of an authority of one's own. */
    public RedisConfig trusting(@Nullable Path pem) {
        return new RedisConfig(uri, timeout, heartbeat, queueBound, pem);
    }

    @Override
    public String toString() {
        RedisURI parsed = RedisURI.create(uri);
        return "RedisConfig[" + parsed.getHost() + ":" + parsed.getPort() + "]";
    }
}
