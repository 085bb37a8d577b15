package dev.repartee.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.repartee.egress.EgressFailure.Kind;
import dev.repartee.egress.EgressRequest.Limits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real connections to servers on the loopback interface, which the allow-list opens in part. */
class EgressHttpTest {

    private static final Limits LIMITS = new Limits(Duration.ofMinutes(1), 10_000);

    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Map<String, List<String>>> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger inside = new AtomicInteger();
    private HttpServer server;
    private HttpServer secret;
    private EgressHttp http;

    @BeforeEach
    void start() throws IOException {
        server = server("127.0.0.1", 0);
        // The same port at another address: what a rebinding attack would reach.
        secret = server("127.0.0.2", server.getAddress().getPort());
        secret.createContext("/", exchange -> answer(exchange, inside.incrementAndGet() + ""));
        http = open(Names.SYSTEM);
    }

    @AfterEach
    void stop() {
        end.countDown();
        http.close();
        server.stop(0);
        secret.stop(0);
    }

    @Test
    void fetchesWhatIsAllowed() throws Exception {
        handle("/ok", exchange -> answer(exchange, "grüße"));
        EgressAnswer answer = http.call(EgressRequest.get(url("/ok?q=1#x"), LIMITS));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("grüße");
        assertThat(answer.successful()).isTrue();
    }

    @Test
    void sendsABodyWithItsHeaders() throws Exception {
        handle(
                "/echo",
                exchange ->
                        answer(
                                exchange,
                                exchange.getRequestMethod()
                                        + exchange.getRequestHeaders().getFirst("Content-Type")
                                        + new String(
                                                exchange.getRequestBody().readAllBytes(),
                                                StandardCharsets.UTF_8)));
        EgressRequest request =
                new EgressRequest(
                        "post",
                        url("/echo"),
                        Map.of("Content-Type", "application/json"),
                        "{}".getBytes(StandardCharsets.UTF_8),
                        LIMITS,
                        Set.of());
        assertThat(http.call(request).text()).isEqualTo("POSTapplication/json{}");
    }

    @Test
    void doesNotReachAnAddressThatIsNotListed() {
        String url = url("/").replace("127.0.0.1", "127.0.0.2");
        assertThat(failure(EgressRequest.get(url, LIMITS)).kind()).isEqualTo(Kind.REFUSED_URL);
        assertThat(inside).hasValue(0);
    }

    @Test
    void aNameIsAskedOnceAndItsAnswerIsWhereTheConnectionGoes() throws Exception {
        handle("/ok", exchange -> answer(exchange, "fine"));
        Queue<String> answers =
                new ConcurrentLinkedQueue<>(List.of("127.0.0.1", "127.0.0.2", "127.0.0.2"));
        AtomicInteger asked = new AtomicInteger();
        try (EgressHttp rebound =
                open(
                        name -> {
                            asked.incrementAndGet();
                            String next = answers.poll();
                            return new InetAddress[] {
                                InetAddress.getByName(next == null ? "127.0.0.2" : next)
                            };
                        })) {
            String url = "http://rebind.example:" + server.getAddress().getPort() + "/ok";
            assertThat(rebound.call(EgressRequest.get(url, LIMITS)).text()).isEqualTo("fine");
            assertThat(asked).hasValue(1);
        }
        try (EgressHttp again =
                open(name -> new InetAddress[] {InetAddress.getByName("127.0.0.2")})) {
            EgressFailure failure =
                    catchThrowableOfType(
                            EgressFailure.class,
                            () ->
                                    again.call(
                                            EgressRequest.get(
                                                    "http://rebind.example:"
                                                            + server.getAddress().getPort()
                                                            + "/ok",
                                                    LIMITS)));
            assertThat(failure.kind()).isEqualTo(Kind.REFUSED_ADDRESS);
        }
        assertThat(inside).hasValue(0);
    }

    @Test
    void followsARedirectAndForgetsSecretsOnTheWayToAnotherOrigin() throws Exception {
        handle("/there", exchange -> answer(exchange, "arrived"));
        handle("/near", exchange -> redirect(exchange, 302, "/there"));
        handle(
                "/far",
                exchange ->
                        redirect(exchange, 307, url("/there").replace("127.0.0.1", "localhost")));
        EgressRequest near = withSecret(url("/near"));
        assertThat(http.call(near).text()).isEqualTo("arrived");
        assertThat(seen.getLast()).containsKey("X-secret");

        EgressAnswer far = http.call(withSecret(url("/far")));
        assertThat(far.text()).isEqualTo("arrived");
        assertThat(far.url().getHost()).isEqualTo("localhost");
        assertThat(seen.getLast()).doesNotContainKey("X-secret").containsKey("Accept");
    }

    @Test
    void aRedirectIsJudgedLikeAUrlThatAUserGave() {
        String inner = url("/").replace("127.0.0.1", "127.0.0.2");
        for (String target :
                List.of(
                        inner,
                        "http://169.254.169.254/latest/",
                        "file:///etc/passwd",
                        "http://[")) {
            handle("/to" + target.hashCode(), exchange -> redirect(exchange, 302, target));
            EgressFailure failure =
                    failure(EgressRequest.get(url("/to" + target.hashCode()), LIMITS));
            assertThat(failure.kind()).isIn(Kind.BAD_REDIRECT, Kind.REFUSED_ADDRESS);
        }
        assertThat(inside).hasValue(0);
    }

    @Test
    void aRedirectLeavesTheAllowedHostsNoMoreThanACallDoes() {
        handle(
                "/away",
                exchange -> redirect(exchange, 302, url("/").replace("127.0.0.1", "localhost")));
        EgressRequest request =
                new EgressRequest("GET", url("/away"), Map.of(), null, LIMITS, Set.of("127.0.0.1"));
        assertThat(failure(request).kind()).isEqualTo(Kind.REFUSED_URL);
    }

    @Test
    void redirectsInACircleEnd() {
        handle("/circle", exchange -> redirect(exchange, 302, "/circle"));
        assertThat(failure(EgressRequest.get(url("/circle"), LIMITS)).kind())
                .isEqualTo(Kind.BAD_REDIRECT);
        assertThat(seen).hasSize(EgressConfig.defaults().redirects() + 1);
    }

    @Test
    void anEndlessAnswerEndsAtTheLimit() {
        handle(
                "/endless",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] block = new byte[1_000];
                    try {
                        while (end.getCount() > 0) {
                            exchange.getResponseBody().write(block);
                        }
                    } catch (IOException clientLeft) {
                        exchange.close();
                    }
                });
        assertThat(failure(EgressRequest.get(url("/endless"), LIMITS)).kind())
                .isEqualTo(Kind.TOO_LARGE);
    }

    @Test
    void aSlowAnswerEndsInTimeHoweverBusilyItDrips() {
        handle(
                "/drip",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try {
                        while (!end.await(50, TimeUnit.MILLISECONDS)) {
                            exchange.getResponseBody().write('.');
                            exchange.getResponseBody().flush();
                        }
                    } catch (IOException | InterruptedException clientLeft) {
                        exchange.close();
                    }
                });
        long start = System.nanoTime();
        EgressRequest request =
                EgressRequest.get(url("/drip"), new Limits(Duration.ofMillis(400), 10_000));
        assertThat(failure(request).kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void aNameServerThatNeverAnswersCostsNoMoreThanTheTimeLimit() {
        try (EgressHttp stuck =
                open(
                        name -> {
                            try {
                                end.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return new InetAddress[0];
                        })) {
            EgressFailure failure =
                    catchThrowableOfType(
                            EgressFailure.class,
                            () ->
                                    stuck.call(
                                            EgressRequest.get(
                                                    "http://slow.example/",
                                                    new Limits(Duration.ofMillis(300), 100))));
            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
        }
    }

    @Test
    void noPropertyOfTheMachineBringsAProxyIn() throws Exception {
        handle("/ok", exchange -> answer(exchange, "direct"));
        System.setProperty("http.proxyHost", "127.0.0.2");
        System.setProperty("http.proxyPort", server.getAddress().getPort() + "");
        try (EgressHttp fresh = open(Names.SYSTEM)) {
            assertThat(fresh.call(EgressRequest.get(url("/ok"), LIMITS)).text())
                    .isEqualTo("direct");
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
        }
        assertThat(inside).hasValue(0);
    }

    @Test
    void tellsWhatWentWrong() throws IOException {
        handle("/broken", HttpExchange::close);
        assertThat(failure(EgressRequest.get(url("/broken"), LIMITS)).kind())
                .isEqualTo(Kind.BROKEN);
        assertThat(failure(EgressRequest.get("http://nowhere.invalid/", LIMITS)).kind())
                .isEqualTo(Kind.UNKNOWN_HOST);
        String gone = url("/");
        server.stop(0);
        assertThat(failure(EgressRequest.get(gone, LIMITS)).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    private EgressHttp open(Names names) {
        String port = ":" + server.getAddress().getPort();
        return new EgressHttp(
                EgressConfig.defaults()
                        .withInternal(List.of("127.0.0.1" + port, "localhost" + port)),
                names,
                new SimpleMeterRegistry());
    }

    private EgressFailure failure(EgressRequest request) {
        return catchThrowableOfType(EgressFailure.class, () -> http.call(request));
    }

    private static EgressRequest withSecret(String url) {
        return new EgressRequest(
                "GET",
                url,
                Map.of("X-Secret", "s3cret", "Accept", "text/plain"),
                null,
                LIMITS,
                Set.of());
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void handle(String path, HttpHandler handler) {
        server.createContext(
                path,
                exchange -> {
                    seen.add(Map.copyOf(exchange.getRequestHeaders()));
                    try (exchange) {
                        handler.handle(exchange);
                    }
                });
    }

    private static HttpServer server(String host, int port) throws IOException {
        HttpServer created = HttpServer.create(new InetSocketAddress(host, port), 0);
        created.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        created.start();
        return created;
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void redirect(HttpExchange exchange, int status, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(status, -1);
    }
}
