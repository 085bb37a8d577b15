package dev.repartee.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a generation of {@link Connections} alive: tries them, throws them away when they fail,
 * opens new ones.
 *
 * <p>Lettuce's own reconnecting is off: it would keep commands for later and repeat those whose
 * outcome is unknown. Here a broken connection fails what was under way, at once.
 */
final class LinkKeeper implements RedisConnectionStateListener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LinkKeeper.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    /**
     * What answers late is slow, not gone: to take it for gone has every gateway read the log,
     * which makes a machine that is short of processors shorter of them.
     */
    private static final int TIMEOUTS_UNTIL_GONE = 8;

    private final RedisConfig config;
    private final RedisURI uri;
    private final Subscriptions subscriptions;
    private final ClientResources resources;
    private final RedisClient client;
    private final List<LinkListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Connections> live = new AtomicReference<>();
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;

    /** Written by the keeper's thread; what the listeners were told last. */
    private volatile boolean up;

    private volatile boolean closed;

    LinkKeeper(RedisConfig config, Subscriptions subscriptions) {
        this.config = config;
        this.subscriptions = subscriptions;
        this.uri = RedisURI.create(config.uri());
        uri.setTimeout(CONNECT_TIMEOUT);
        this.resources =
                DefaultClientResources.builder()
                        .ioThreadPoolSize(2)
                        .computationThreadPoolSize(2)
                        .build();
        this.client = RedisClient.create(resources);
        client.setOptions(options(config));
        client.addListener(this);
        this.thread = Thread.ofVirtual().name("redis-link").unstarted(this::keep);
    }

    private static ClientOptions options(RedisConfig config) {
        return ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(config.queueBound())
                .timeoutOptions(
                        TimeoutOptions.builder()
                                .timeoutCommands()
                                .timeoutSource(new Patience(config))
                                .build())
                .socketOptions(SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .sslOptions(tls(config.authorities()))
                .build();
    }

    /** With {@code rediss://} the server's certificate must be good and name its host. */
    private static SslOptions tls(@Nullable Path authorities) {
        SslOptions.Builder options = SslOptions.builder().jdkSslProvider();
        return authorities == null
                ? options.build()
                : options.trustManager(authorities.toFile()).build();
    }

    void start() {
        thread.start();
    }

    /** Null while Redis is gone. */
    @Nullable Connections connections() {
        return live.get();
    }

    boolean up() {
        return up;
    }

    Subscription listen(LinkListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
        Connections current = live.get();
        if (current != null
                && (connection == current.single()
                        || connection == current.pipelined()
                        || connection == current.pubSub())) {
            discard(current);
            wake.release();
        }
    }

    private void keep() {
        while (!closed) {
            Connections current = live.get();
            if (current != null && !current.answer(untilGone(config))) {
                discard(current);
                current = null;
            }
            if (current == null) {
                announce(false);
                announce(connect());
            }
            pause();
        }
        announce(false);
    }

    private static Duration untilGone(RedisConfig config) {
        return config.timeout().multipliedBy(TIMEOUTS_UNTIL_GONE);
    }

    private boolean connect() {
        Connections opened;
        try {
            opened = Connections.open(client, uri);
        } catch (RuntimeException e) {
            log.atDebug().addKeyValue("redis", config).setCause(e).log("Redis can't be reached");
            return false;
        }
        live.set(opened);
        boolean ready =
                subscriptions.apply(opened, CONNECT_TIMEOUT) && opened.answer(CONNECT_TIMEOUT);
        if (!ready || closed) {
            discard(opened);
        }
        return live.get() == opened;
    }

    private void discard(Connections connections) {
        if (live.compareAndSet(connections, null)) {
            connections.close();
        }
    }

    private void announce(boolean now) {
        if (up == now) {
            return;
        }
        up = now;
        if (!closed) {
            log.atInfo().addKeyValue("redis", config).log(now ? "Redis is there" : "Redis is gone");
        }
        for (LinkListener listener : listeners) {
            try {
                if (now) {
                    listener.up();
                } else {
                    listener.down();
                }
            } catch (RuntimeException e) {
                log.atError().setCause(e).log("A listener of the Redis link failed");
            }
        }
    }

    private void pause() {
        try {
            if (wake.tryAcquire(config.heartbeat().toNanos(), TimeUnit.NANOSECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        wake.release();
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        live.set(null);
        client.shutdown(0, 1, TimeUnit.SECONDS);
        resources.shutdown(0, 1, TimeUnit.SECONDS);
    }

    /** How long a command may take: pings as long as it takes to be sure. */
    private static final class Patience extends TimeoutOptions.TimeoutSource {

        private final long usual;
        private final long ping;

        Patience(RedisConfig config) {
            usual = config.timeout().toMillis();
            ping = untilGone(config).toMillis();
        }

        @Override
        public long getTimeout(RedisCommand<?, ?, ?> command) {
            return command.getType() == CommandType.PING ? ping : usual;
        }
    }
}
