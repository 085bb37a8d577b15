package dev.repartee.embedded;

import dev.repartee.embedded.process.GuardedProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Redis with an append-only file, so that a restart finds what it held; at most the last second is
 * lost.
 */
final class RedisServer implements EngineDefinition {
    static final String NAME = "redis";
    private static final int SOCKET_TIMEOUT_MILLIS = 2_000;

    private final Path folder;
    private final EngineOptions options;
    private final Binaries binaries;
    private final int port;
    private final String password;

    RedisServer(Path folder, EngineOptions options, Binaries binaries) throws IOException {
        this.folder = folder;
        this.options = options;
        this.binaries = binaries;
        this.port = Port.remembered(folder.resolve("port"));
        this.password = PrivateFile.password(folder.resolve("password"));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String address() {
        return "redis://:" + password + "@127.0.0.1:" + port;
    }

    @Override
    public void prepare() throws IOException {
        binaries.redis();
        PrivateFile.write(
                folder.resolve("redis.conf"),
                """
                bind 127.0.0.1
                port %d
                requirepass %s
                dir .
                daemonize no
                appendonly %s
                appendfsync everysec
                save ""
                """
                        .formatted(port, password, options.durable() ? "yes" : "no"));
    }

    @Override
    public GuardedProcess.Launch launch() {
        try {
            List<String> command = List.of(binaries.redis().toString(), "redis.conf");
            return new GuardedProcess.Launch(folder, command, "TERM", Duration.ofSeconds(4));
        } catch (IOException failure) {
            throw new EngineException("Can't unpack Redis: " + failure.getMessage(), failure);
        }
    }

    @Override
    public Duration startLimit() {
        return Duration.ofMinutes(2);
    }

    @Override
    public boolean serves() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
            String request = "AUTH " + password + "\r\nPING\r\nQUIT\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            return new String(answer.readAllBytes(), StandardCharsets.US_ASCII).contains("+PONG");
        }
    }
}
