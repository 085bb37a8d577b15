package dev.repartee.redis;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import io.lettuce.core.RedisFuture;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The one way to Redis.
 *
 * <p>Guarantees: nothing here waits longer than the command timeout; while Redis is gone every
 * command fails at once, nothing is kept for later, and no command is ever repeated behind the
 * caller's back. The link comes back by itself, with its subscriptions. Start-up does not need
 * Redis. Thread-safe.
 */
public final class RedisLink implements AutoCloseable {

    private final Subscriptions subscriptions = new Subscriptions();
    private final LinkKeeper keeper;
    private final Counter failures;

    private RedisLink(RedisConfig config, MeterRegistry metrics) {
        this.keeper = new LinkKeeper(config, subscriptions);
        this.failures =
                Counter.builder("repartee_redis_failures")
                        .description("Commands that Redis did not answer")
                        .register(metrics);
        Gauge.builder("repartee_redis_up", keeper, k -> k.up() ? 1 : 0)
                .description("Whether Redis answers")
                .register(metrics);
    }

    /** Opens the link and returns at once; {@link #up()} says when Redis is there. */
    public static RedisLink open(RedisConfig config, MeterRegistry metrics) {
        RedisLink link = new RedisLink(config, metrics);
        link.keeper.start();
        return link;
    }

    /** Whether Redis answers and the subscriptions stand. */
    public boolean up() {
        return keeper.up();
    }

    /**
     * Tells a listener of every change from now on. When Redis is there already nothing is called:
     * ask {@link #up()} after registering.
     */
    public Subscription listen(LinkListener listener) {
        return keeper.listen(listener);
    }

    /**
     * One command; never blocks, so event loops may call it, and completes within the command
     * timeout. On a virtual thread, {@code join()} it.
     *
     * @return fails with {@link ErrorCode#STORE_UNAVAILABLE} at once when Redis is gone, else with
     *     Lettuce's exception
     */
    public <T> CompletableFuture<T> call(Command<T> command) {
        Connections connections = keeper.connections();
        if (connections == null) {
            failures.increment();
            return CompletableFuture.failedFuture(gone());
        }
        RedisFuture<T> answer;
        try {
            answer = command.issue(connections.single().async());
        } catch (RuntimeException e) {
            failures.increment();
            return CompletableFuture.failedFuture(e);
        }
        return answer.toCompletableFuture()
                .whenComplete(
                        (value, failure) -> {
                            if (failure != null) {
                                failures.increment();
                            }
                        });
    }

    /** A new round of pipelined commands. */
    public RedisRound round() {
        return new RedisRound(keeper.connections());
    }

    /** Publishes, at most once, to whoever listens in another process. Never blocks. */
    void publish(String channel, byte[] message) {
        call(commands -> commands.publish(channel, message));
    }

    /**
     * Hears a channel; one listener for each. It runs on Redis' event loop, so it must not block.
     */
    Subscription subscribe(String channel, Consumer<byte[]> listener) {
        subscriptions.put(channel, listener);
        Connections connections = keeper.connections();
        if (connections != null) {
            connections.pubSub().async().subscribe(channel);
        }
        return () -> {
            subscriptions.remove(channel);
            Connections current = keeper.connections();
            if (current != null) {
                current.pubSub().async().unsubscribe(channel);
            }
        };
    }

    private static ReparteeException gone() {
        return new ReparteeException(ErrorCode.STORE_UNAVAILABLE, "Redis is not there");
    }

    @Override
    public void close() {
        keeper.close();
    }
}
