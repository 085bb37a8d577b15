package dev.repartee.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.repartee.egress.EgressFailure.Kind;
import dev.repartee.egress.EgressRequest.Limits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and answers that an attacker controls, from a server that may be called. */
class EgressAttackTest {

    private static final Limits LIMITS = new Limits(Duration.ofMinutes(1), 10_000);
    private static final String DOOR = "door.example";

    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "::1",
                "::ffff:127.0.0.1",
                "169.254.169.254",
                "fd00:ec2::254",
                "100.100.100.200",
                "192.0.0.192",
                "10.0.0.7",
                "192.168.0.1",
                "1.1.1.1 127.0.0.1",
                "1.1.1.1 169.254.169.254"
            })
    void aNameThatMeansAnAddressInsideIsNotFollowed(String addresses) throws IOException {
        String target = "http://metadata.attacker.example/latest/";
        redirectTo(target);
        Map<String, String> names =
                Map.of(DOOR, "127.0.0.1", "metadata.attacker.example", addresses);
        try (EgressHttp http = open(names)) {
            assertThat(failure(http, target).kind()).isEqualTo(Kind.REFUSED_ADDRESS);
            assertThat(calls).hasValue(0);
            assertThat(failure(http, door()).kind()).isIn(Kind.REFUSED_ADDRESS, Kind.BAD_REDIRECT);
            assertThat(calls).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://localhost/",
                "http://LOCALHOST./",
                "http://[::1]/",
                "http://[::ffff:7f00:1]/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://169.254.169.254/latest/meta-data/",
                "http://metadata.google.internal/computeMetadata/v1/",
                "//169.254.169.254/",
                "\\\\169.254.169.254\\",
                "https:169.254.169.254",
                "http:///169.254.169.254/",
                "gopher://127.0.0.1:6379/_FLUSHALL",
                "data:text/html,x",
                "http://door.example@127.0.0.1/"
            })
    void aRedirectLeadsNowhereInside(String target) throws IOException {
        redirectTo(target);
        try (EgressHttp http =
                open(
                        Map.of(
                                DOOR,
                                "127.0.0.1",
                                "localhost",
                                "127.0.0.1",
                                "metadata.google.internal",
                                "169.254.169.254"))) {
            // What is no URL at all is a path beside the first one: it may be asked for there.
            assertThat(failure(http, door()).kind())
                    .isIn(Kind.BAD_REDIRECT, Kind.REFUSED_ADDRESS, Kind.REFUSED_URL);
        }
    }

    @Test
    void aPackedAnswerIsNotUnpacked() throws Exception {
        byte[] bomb = gzip(5 << 20);
        assertThat(bomb.length).isLessThan(LIMITS.answerBytes());
        server.createContext(
                "/",
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                    exchange.sendResponseHeaders(200, bomb.length);
                    exchange.getResponseBody().write(bomb);
                    exchange.close();
                });
        try (EgressHttp http = open(Map.of(DOOR, "127.0.0.1"))) {
            assertThat(http.call(EgressRequest.get(door(), LIMITS)).body()).isEqualTo(bomb);
        }
    }

    private void redirectTo(String target) {
        server.createContext(
                "/",
                exchange -> {
                    calls.incrementAndGet();
                    exchange.getResponseHeaders().set("Location", target);
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                });
    }

    /** May call the door, and knows only these names. */
    private EgressHttp open(Map<String, String> names) {
        return new EgressHttp(
                EgressConfig.defaults()
                        .withInternal(List.of(DOOR + ":" + server.getAddress().getPort())),
                name -> resolved(names.getOrDefault(name, "")),
                new SimpleMeterRegistry());
    }

    private static InetAddress[] resolved(String addresses) throws UnknownHostException {
        if (addresses.isEmpty()) {
            throw new UnknownHostException("unknown");
        }
        String[] words = addresses.split(" ");
        InetAddress[] resolved = new InetAddress[words.length];
        for (int i = 0; i < words.length; i++) {
            resolved[i] = InetAddress.getByName(words[i]);
        }
        return resolved;
    }

    private String door() {
        return "http://" + DOOR + ":" + server.getAddress().getPort() + "/";
    }

    private static EgressFailure failure(EgressHttp http, String url) {
        return catchThrowableOfType(
                EgressFailure.class, () -> http.call(EgressRequest.get(url, LIMITS)));
    }

    private static byte[] gzip(int bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            byte[] block = new byte[1 << 16];
            for (int written = 0; written < bytes; written += block.length) {
                gzip.write(block);
            }
        }
        return packed.toByteArray();
    }
}
