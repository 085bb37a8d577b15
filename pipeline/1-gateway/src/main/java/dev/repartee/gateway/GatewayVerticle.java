package dev.repartee.gateway;

import dev.repartee.contract.ErrorCode;
import dev.repartee.gateway.http.Answers;
import dev.repartee.gateway.http.ClientAddress;
import dev.repartee.gateway.http.ControlProxy;
import dev.repartee.gateway.http.ControlTrust;
import dev.repartee.gateway.http.Routes;
import dev.repartee.gateway.intake.Refusal;
import dev.repartee.gateway.socket.SocketEndpoint;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One event loop of the door; all of them share the port. */
final class GatewayVerticle extends VerticleBase {

    private static final int LONGEST_LINE = 8_192;
    private static final int LARGEST_HEADERS = 16_384;
    private static final int IDLE_SECONDS = 75;
    private static final int TCP_BACKLOG = 4_096;

    private final GatewayConfig config;
    private final int port;
    private final Routes routes;
    private final SocketEndpoint sockets;
    private final ClientAddress addresses;

    // Written once by start() on the event loop, read afterwards by the stage.
    private volatile int actualPort;

    GatewayVerticle(
            GatewayConfig config,
            int port,
            Routes routes,
            SocketEndpoint sockets,
            ClientAddress addresses) {
        this.config = config;
        this.port = port;
        this.routes = routes;
        this.sockets = sockets;
        this.addresses = addresses;
    }

    @Override
    public Future<?> start() {
        ControlProxy control =
                new ControlProxy(
                        vertx,
                        config.control(),
                        ControlTrust.of(config.controlTls()),
                        addresses,
                        config.patience().control());
        Optional<Certificate> certificate = Certificate.of(config.network().tls());
        HttpServerOptions options = options();
        certificate.ifPresent(files -> files.apply(options));
        HttpServer server =
                vertx.createHttpServer(options)
                        .requestHandler(routes.router(vertx, control))
                        .webSocketHandshakeHandler(sockets::handshake)
                        .invalidRequestHandler(GatewayVerticle::malformed);
        return server.listen(port, config.network().host())
                .onSuccess(
                        listening -> {
                            actualPort = listening.actualPort();
                            certificate.ifPresent(files -> files.follow(vertx, listening));
                        });
    }

    int actualPort() {
        return actualPort;
    }

    private HttpServerOptions options() {
        HttpServerOptions options =
                new HttpServerOptions()
                        .setMaxInitialLineLength(LONGEST_LINE)
                        .setMaxHeaderSize(LARGEST_HEADERS)
                        .setHandle100ContinueAutomatically(true)
                        .setHttp2ClearTextEnabled(false)
                        .setMaxWebSocketFrameSize(config.sockets().frameBytes())
                        .setPerMessageWebSocketCompressionSupported(false)
                        .setPerFrameWebSocketCompressionSupported(false)
                        .setWebSocketSubProtocols(List.of(SocketEndpoint.PROTOCOL))
                        .setRegisterWebSocketWriteHandlers(false);
        options.setIdleTimeout(IDLE_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS);
        options.setAcceptBacklog(TCP_BACKLOG);
        options.setTcpNoDelay(true);
        return options;
    }

    /** What is no HTTP gets a problem like everything else, and the connection closes. */
    private static void malformed(HttpServerRequest request) {
        request.response().putHeader("Connection", "close");
        Answers.problem(
                request.response(),
                Refusal.of(ErrorCode.PROTOCOL_VIOLATION, "the request is no valid HTTP"));
        request.connection().close();
    }
}
