package dev.repartee.redis;

import dev.repartee.contract.GatewayId;
import dev.repartee.contract.UserKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Which gateways hold sockets of a user: {@code ws:connections:{tenant}:{user}}.
 *
 * <p>An entry that its gateway does not assert again within 30 s is gone. Asserting every 10 s, and
 * whenever Redis comes back, therefore heals everything that was lost. Thread-safe; nothing blocks,
 * and every call fails at once while Redis is gone.
 */
public final class Presence {

    /** How long an assertion holds. */
    public static final Duration TIME_TO_LIVE = Duration.ofSeconds(30);

    /** How often gateways assert. */
    public static final Duration ASSERT_EVERY = Duration.ofSeconds(10);

    /**
     * Most sockets that are registered with one command. Redis serves nobody else meanwhile, so
     * that it stays well below a millisecond.
     */
    public static final int MOST_AT_ONCE = 128;

    private static final String PREFIX = "ws:connections:";

    private final RedisLink link;
    private final Duration timeToLive;

    public Presence(RedisLink link) {
        this(link, TIME_TO_LIVE);
    }

    Presence(RedisLink link, Duration timeToLive) {
        this.link = link;
        this.timeToLive = timeToLive;
    }

    /**
     * A socket.
     *
     * @param connectionId unique within its gateway
     * @param device the user's name for the device; sockets of one device share its cursor
     */
    public record Connection(UserKey user, GatewayId gateway, String connectionId, String device) {}

    /**
     * Registers sockets of any users, or asserts them again, with one command.
     *
     * @param connections at most {@link #MOST_AT_ONCE}
     * @return fails when one was not registered; the others are, if Redis is there
     */
    public CompletableFuture<Void> register(List<Connection> connections) {
        if (connections.size() > MOST_AT_ONCE) {
            throw new IllegalArgumentException(
                    connections.size() + " sockets at once, at most " + MOST_AT_ONCE);
        }
        if (connections.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return RenewLease.run(link, connections.stream().map(Presence::lease).toList(), timeToLive);
    }

    /** Forgets a socket. */
    public CompletableFuture<Void> remove(Connection connection) {
        return link.call(c -> c.hdel(key(connection.user()), entry(connection)))
                .thenApply(count -> null);
    }

    /** The sockets of a user, in all gateways. */
    public CompletableFuture<List<Connection>> connections(UserKey user) {
        return ReadLeases.run(link, key(user), timeToLive)
                .thenApply(
                        leases ->
                                leases.entrySet().stream()
                                        .map(lease -> connection(user, lease))
                                        .toList());
    }

    private static Connection connection(UserKey user, Map.Entry<String, byte[]> lease) {
        String value = new String(lease.getValue(), StandardCharsets.UTF_8);
        int bar = value.indexOf('|');
        String gateway = value.substring(0, bar);
        return new Connection(
                user,
                new GatewayId(gateway),
                lease.getKey().substring(gateway.length() + 1),
                value.substring(bar + 1));
    }

    private static RenewLease.Lease lease(Connection connection) {
        String value = connection.gateway() + "|" + connection.device();
        return new RenewLease.Lease(
                key(connection.user()), entry(connection), value.getBytes(StandardCharsets.UTF_8));
    }

    private static String entry(Connection connection) {
        return connection.gateway() + "/" + connection.connectionId();
    }

    private static String key(UserKey user) {
        return PREFIX + user;
    }
}
