package dev.repartee.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves {@code /health}, {@code /ready} and {@code /metrics}. */
public final class OperationsServer implements AutoCloseable {
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int NOT_FOUND = 404;

    private final HttpServer server;
    private final ExecutorService executor;

    private OperationsServer(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /**
     * @throws StartupException when the port is taken
     */
    public static OperationsServer start(OperationsConfig config, Operations operations) {
        try {
            HttpServer server =
                    HttpServer.create(new InetSocketAddress(config.host(), config.port()), 0);
            ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
            server.setExecutor(executor);
            serve(server, "/health", operations::health);
            serve(server, "/ready", operations::ready);
            serve(server, "/metrics", operations::metrics);
            server.start();
            return new OperationsServer(server, executor);
        } catch (BindException taken) {
            throw StartupException.portInUse(config.port(), "REPARTEE_OPERATIONS_PORT", taken);
        } catch (IOException failure) {
            throw new StartupException(
                    ExitCode.FAILURE, "Can't serve operations: " + failure.getMessage(), failure);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private static void serve(HttpServer server, String path, Supplier<Operations.Answer> answer) {
        server.createContext(
                path,
                exchange -> {
                    try (exchange) {
                        if (!exchange.getRequestURI().getPath().equals(path)) {
                            exchange.sendResponseHeaders(NOT_FOUND, -1);
                        } else if (!exchange.getRequestMethod().matches("GET|HEAD")) {
                            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                            exchange.sendResponseHeaders(METHOD_NOT_ALLOWED, -1);
                        } else {
                            send(exchange, answer.get());
                        }
                    }
                });
    }

    private static void send(HttpExchange exchange, Operations.Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        boolean bodyWanted = exchange.getRequestMethod().equals("GET");
        exchange.sendResponseHeaders(answer.status(), bodyWanted ? body.length : -1);
        if (bodyWanted) {
            exchange.getResponseBody().write(body);
        }
    }
}
