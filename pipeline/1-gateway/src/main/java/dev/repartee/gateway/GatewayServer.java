package dev.repartee.gateway;

import dev.repartee.gateway.http.ClientAddress;
import dev.repartee.gateway.http.Routes;
import dev.repartee.gateway.socket.SocketEndpoint;
import dev.repartee.runtime.StartupException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.BindException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The listening port and its event loops. Started once, closed once, by one thread. */
final class GatewayServer {

    private static final long START_SECONDS = 30;

    /** Vert.x takes a negative port as one free port for all event loops that name it. */
    private static final int SHARED_RANDOM = -1;

    private static final String PORT_VARIABLE = "REPARTEE_GATEWAY_NETWORK_PORT";

    private final GatewayConfig config;
    private final Routes routes;
    private final SocketEndpoint endpoint;
    private final ClientAddress addresses;
    private @Nullable Vertx vertx;
    private int actualPort;

    GatewayServer(
            GatewayConfig config, Routes routes, SocketEndpoint endpoint, ClientAddress addresses) {
        this.config = config;
        this.routes = routes;
        this.endpoint = endpoint;
        this.addresses = addresses;
    }

    void start() {
        Vertx started =
                Vertx.vertx(
                        new VertxOptions()
                                .setEventLoopPoolSize(config.network().eventLoops())
                                .setFileSystemOptions(
                                        new FileSystemOptions()
                                                .setFileCachingEnabled(false)
                                                .setClassPathResolvingEnabled(false)));
        vertx = started;
        int wished = config.network().port() == 0 ? SHARED_RANDOM : config.network().port();
        for (int loop = 0; loop < config.network().eventLoops(); loop++) {
            GatewayVerticle verticle =
                    new GatewayVerticle(config, wished, routes, endpoint, addresses);
            deploy(started, verticle);
            actualPort = verticle.actualPort();
        }
    }

    int port() {
        return actualPort;
    }

    /** Ends all connections; what is written already still leaves, up to the deadline. */
    void close(long deadlineNanos) {
        if (vertx != null) {
            long left = Math.max(TimeUnit.SECONDS.toNanos(1), deadlineNanos - System.nanoTime());
            try {
                vertx.close()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(left, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                // The process ends anyway; what did not close goes with it.
            }
        }
    }

    private void deploy(Vertx on, GatewayVerticle verticle) {
        try {
            on.deployVerticle(verticle)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while opening the port", e);
        } catch (ExecutionException e) {
            on.close();
            throw e.getCause() instanceof BindException
                    ? StartupException.portInUse(config.network().port(), PORT_VARIABLE, e)
                    : new IllegalStateException("the port can't be opened", e);
        } catch (TimeoutException e) {
            on.close();
            throw new IllegalStateException("the port can't be opened in time", e);
        }
    }
}
