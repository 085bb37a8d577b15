package dev.repartee.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.gateway.GatewayConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlProxyTest {

    private static final String HEAD =
            "POST /api/v1/thing HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String CHUNK = "5\r\nhello\r\n";
    private static final String BROKEN = "zz\r\n";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Vertx vertx = Vertx.vertx();
    private final Queue<Throwable> unhandled = new ConcurrentLinkedQueue<>();
    private ServerSocket control;
    private HttpServer gateway;

    @BeforeEach
    void open() throws IOException {
        control = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        vertx.exceptionHandler(unhandled::add);
        ControlProxy proxy =
                new ControlProxy(
                        vertx,
                        URI.create("http://127.0.0.1:" + control.getLocalPort()),
                        ControlTrust.of(GatewayConfig.defaults().controlTls()),
                        new ClientAddress(List.of()),
                        PATIENCE);
        gateway =
                vertx.createHttpServer().requestHandler(proxy::pass).listen(0, "127.0.0.1").await();
    }

    @AfterEach
    void close() throws IOException {
        vertx.close().await();
        control.close();
    }

    @Test
    void passesOnABodyAsItComesAndBringsTheAnswerBack() throws IOException {
        CompletableFuture<String> heard =
                heard("0\r\n\r\n", "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok");

        String answer = ask(HEAD + CHUNK + CHUNK + "0\r\n\r\n", "ok");

        assertThat(heard.join()).contains("POST /api/v1/thing").contains("hello");
        assertThat(answer).startsWith("HTTP/1.1 201").endsWith("ok");
    }

    @Test
    void passesNothingOnOfABodyThatIsBrokenAlready() throws IOException {
        CompletableFuture<String> heard =
                heard("0\r\n\r\n", "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok");

        ask(HEAD + CHUNK + BROKEN, "protocol_violation");

        assertThat(ask(HEAD + CHUNK + "0\r\n\r\n", "ok")).startsWith("HTTP/1.1 201");
        assertThat(heard.join()).containsOnlyOnce("POST").containsOnlyOnce("hello");
        assertThat(unhandled).isEmpty();
    }

    @Test
    void hangsUpWhenABodyBreaksOffAndNeverEndsItAsIfItWereWhole() throws IOException {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<String> rest =
                atControl(
                        from -> {
                            read(from, "hello");
                            begun.complete(null);
                            return read(from, "0\r\n\r\n");
                        });

        try (Socket client = new Socket("127.0.0.1", gateway.actualPort())) {
            send(client, HEAD + CHUNK);
            begun.join();
            send(client, BROKEN);

            assertThat(read(client, "protocol_violation")).startsWith("HTTP/1.1 400");
            assertThat(rest).succeedsWithin(PATIENCE.dividedBy(4)).isEqualTo("");
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void answersWhenTheControlPlaneHangsUpAmidABody() throws IOException {
        Thread.ofVirtual().start(this::hangUp);

        try (Socket client = new Socket("127.0.0.1", gateway.actualPort())) {
            OutputStream out = client.getOutputStream();
            out.write((HEAD + CHUNK.repeat(20_000)).getBytes(StandardCharsets.US_ASCII));
            out.flush();

            assertThat(read(client, "store_unavailable")).startsWith("HTTP/1.1 503");
        }
        assertThat(unhandled).isEmpty();
    }

    /** What the control plane was sent, up to those words or the end, when it answers. */
    private CompletableFuture<String> heard(String until, String answer) {
        return atControl(
                from -> {
                    String all = read(from, until);
                    send(from, answer);
                    return all;
                });
    }

    private CompletableFuture<String> atControl(Conversation conversation) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (Socket from = control.accept()) {
                        return conversation.with(from);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }

    @FunctionalInterface
    private interface Conversation {
        String with(Socket from) throws IOException;
    }

    private static void send(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        to.getOutputStream().flush();
    }

    private void hangUp() {
        try (Socket from = control.accept()) {
            read(from, "\r\n\r\n");
            from.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ask(String request, String until) throws IOException {
        try (Socket client = new Socket("127.0.0.1", gateway.actualPort())) {
            send(client, request);
            return read(client, until);
        }
    }

    private static String read(Socket from, String until) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] some = new byte[8192];
        while (!all.toString(StandardCharsets.US_ASCII).contains(until)) {
            int count;
            try {
                count = from.getInputStream().read(some);
            } catch (IOException reset) {
                break;
            }
            if (count < 0) {
                break;
            }
            all.write(some, 0, count);
        }
        return all.toString(StandardCharsets.US_ASCII);
    }
}
