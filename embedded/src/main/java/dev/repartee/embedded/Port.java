package dev.repartee.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Picks loopback ports below the range from which systems take the ports of outgoing connections,
 * so that an engine that is down for a while finds its port free when it comes back.
 */
public final class Port {
    private static final int LOWEST = 15_000;
    private static final int BEYOND = 32_000;
    private static final int ATTEMPTS = 200;

    private Port() {}

    /**
     * The port remembered in the file if it is still free, else a free one, which is remembered
     * from now on.
     */
    static int remembered(Path file) throws IOException {
        if (Files.exists(file)) {
            try {
                int port = Integer.parseInt(Files.readString(file).strip());
                if (isFree(port)) {
                    return port;
                }
            } catch (NumberFormatException garbled) {
                // A torn write of an earlier start: the new choice replaces it.
            }
        }
        int port = free();
        Files.writeString(file, Integer.toString(port));
        return port;
    }

    /** A port that is free at this moment. */
    public static int free() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no free port between " + LOWEST + " and " + BEYOND);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException | IllegalArgumentException taken) {
            return false;
        }
    }
}
