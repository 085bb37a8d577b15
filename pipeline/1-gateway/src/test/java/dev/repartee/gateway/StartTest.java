package dev.repartee.gateway;

import dev.repartee.embedded.TestEngines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class StartTest {

    private static final Duration CONNECTING = Duration.ofMillis(300);

    private volatile boolean tailSeen;

    @Test
    void readsNoResultsOffTheLogWhileTheLinkToRedisIsBeingOpened() {
        // The gateway waits 3 s for the link, for which a machine may stand still.
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(this::startsWithoutReading);
    }

    private boolean startsWithoutReading() throws IOException {
        tailSeen = false;
        try (ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> slow(door));
            Thread watch = Thread.ofPlatform().start(this::watch);
            try (Harness gateway =
                    new Harness(
                            TestEngines.kafka(),
                            address(door.getLocalPort()),
                            UnaryOperator.identity())) {
                return gateway.redis.up() && !tailSeen;
            } finally {
                watch.interrupt();
            }
        }
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted() && !tailSeen) {
            tailSeen =
                    Thread.getAllStackTraces().keySet().stream()
                            .anyMatch(thread -> thread.getName().equals("result-tail"));
            LockSupport.parkNanos(CONNECTING.toNanos() / 20);
        }
    }

    /** The address of the engine, password and all, at another port. */
    private static String address(int port) {
        String redis = TestEngines.redis();
        return redis.substring(0, redis.lastIndexOf(':') + 1) + port;
    }

    /** A Redis that takes its time before it answers a new connection. */
    private static void slow(ServerSocket door) {
        URI redis = URI.create(TestEngines.redis());
        try {
            while (true) {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> connect(client, redis));
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private static void connect(Socket client, URI redis) {
        try {
            Thread.sleep(CONNECTING);
            Socket server = new Socket(redis.getHost(), redis.getPort());
            Thread.ofVirtual().start(() -> pass(server, client));
            pass(client, server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one of the two is gone, which is what ends this
        }
    }
}
