package dev.repartee.bench.drill.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int LONG_MS = 60_000;
    private static final int SHORT_MS = 100;

    private ServerSocket echo;
    private FaultProxy proxy;

    @BeforeEach
    void open() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        proxy = FaultProxy.open(0, echo.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void passesEverythingOnInOrderAndForgetsWhatEnded() throws IOException {
        byte[] much = new byte[300_000];
        new Random(1).nextBytes(much);
        try (Socket client = connect()) {
            Thread.ofVirtual().start(() -> write(client, much));
            assertThat(client.getInputStream().readNBytes(much.length)).isEqualTo(much);
            assertThat(proxy.connections()).isOne();
        }
        await().atMost(PATIENCE).until(() -> proxy.connections() == 0);
    }

    @Test
    void delaysEachDirectionByItself() throws IOException {
        proxy.weather(new Weather.Slow(Duration.ofMillis(150)), new Weather.Fair());
        try (Socket client = connect()) {
            long begun = System.nanoTime();
            write(client, new byte[] {1});
            assertThat(client.getInputStream().read()).isEqualTo(1);
            assertThat(System.nanoTime() - begun)
                    .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(150));
        }
    }

    @Test
    void swallowsWithoutTellingAndDeliversWhenTheWeatherClears() throws IOException {
        try (Socket client = connect()) {
            proxy.weather(new Weather.Fair(), new Weather.Blackhole());
            write(client, new byte[] {7});
            client.setSoTimeout(SHORT_MS);
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);
            client.setSoTimeout(LONG_MS);
            proxy.weather(new Weather.Fair());
            assertThat(client.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void resetsOpenConnectionsAndNewOnesWhileCut() throws IOException {
        try (Socket open = connect()) {
            write(open, new byte[] {1});
            assertThat(open.getInputStream().read()).isEqualTo(1);
            proxy.weather(new Weather.Cut());
            assertThatThrownBy(() -> open.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
        try (Socket late = connect()) {
            assertThatThrownBy(
                            () -> {
                                late.getOutputStream().write(1);
                                if (late.getInputStream().read() < 0) {
                                    throw new SocketException("closed");
                                }
                            })
                    .isInstanceOf(IOException.class);
        }
        proxy.weather(new Weather.Fair());
        try (Socket again = connect()) {
            write(again, new byte[] {3});
            assertThat(again.getInputStream().read()).isEqualTo(3);
        }
    }

    @Test
    void closesTheClientWhenTheServerIsGone() throws IOException {
        echo.close();
        try (Socket client = connect()) {
            assertThatThrownBy(
                            () -> {
                                if (client.getInputStream().read() < 0) {
                                    throw new SocketException("closed");
                                }
                            })
                    .isInstanceOf(SocketException.class);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(LONG_MS);
        return socket;
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket client = echo.accept();
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try (client) {
                                        client.getInputStream()
                                                .transferTo(client.getOutputStream());
                                    } catch (IOException gone) {
                                        // The test is over, or tests just that.
                                    }
                                });
            } catch (IOException closed) {
                return;
            }
        }
    }
}
