package dev.repartee.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.embedded.Port;
import dev.repartee.embedded.TestEngines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class StartTest {

    private static final Duration CONNECTING = Duration.ofMillis(800);

    @Test
    void readsNoResultsOffTheLogWhileTheLinkToRedisIsBeingOpened() throws IOException {
        int port = Port.free();
        Thread redis = Thread.ofVirtual().start(() -> openLater(port));
        try (Harness gateway =
                new Harness(
                        TestEngines.kafka(),
                        "redis://127.0.0.1:" + port,
                        UnaryOperator.identity())) {
            assertThat(gateway.redis.up()).isTrue();
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain("result-tail");
        } finally {
            redis.interrupt();
        }
    }

    /** A Redis that takes its time before it can be reached. */
    private static void openLater(int port) {
        URI redis = URI.create(TestEngines.redis());
        try {
            Thread.sleep(CONNECTING);
            try (ServerSocket door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
                while (true) {
                    Socket client = door.accept();
                    Socket server = new Socket(redis.getHost(), redis.getPort());
                    Thread.ofVirtual().start(() -> pass(client, server));
                    Thread.ofVirtual().start(() -> pass(server, client));
                }
            }
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
