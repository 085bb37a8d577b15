package dev.repartee.gateway;

import dev.repartee.contract.GatewayId;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserId;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.embedded.TestEngines;
import dev.repartee.gateway.limit.Backlog;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.cluster.TopicCreator;
import dev.repartee.kafka.cluster.TopicSettings;
import dev.repartee.kafka.sender.AcceptingSender;
import dev.repartee.redis.PushBus;
import dev.repartee.redis.RedisConfig;
import dev.repartee.redis.RedisLink;
import dev.repartee.redis.Signal;
import dev.repartee.runtime.Metrics;
import dev.repartee.runtime.Operations;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway on real engines, with a test in the place of the pipeline behind it. */
final class Harness implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    final GatewayId gatewayId = new GatewayId("gw-" + UUID.randomUUID());
    final Clock clock = Clock.systemUTC();
    final PrometheusMeterRegistry meters = Metrics.registry();
    final HeldMessages history = new HeldMessages();
    final List<Signal> signals = new CopyOnWriteArrayList<>();
    final AtomicLong backlog = new AtomicLong();
    final RecordingLog log;
    final RedisLink redis;
    final PushBus bus;
    final StandInPipeline pipeline;
    final LogCluster cluster;
    final People people;
    final String apiKey;
    final String otherKey;
    final GatewayStage stage;
    final HttpClient http = HttpClient.newHttpClient();
    private final AcceptingSender sender;

    static Harness start() {
        return start(config -> config);
    }

    static Harness start(UnaryOperator<GatewayConfig> change) {
        return new Harness(TestEngines.kafka(), TestEngines.redis(), change);
    }

    Harness(String kafka, String redisAddress, UnaryOperator<GatewayConfig> change) {
        this(kafka, redisAddress, change, PATIENCE);
    }

    /** With a limit for the log's acknowledgements. */
    Harness(
            String kafka,
            String redisAddress,
            UnaryOperator<GatewayConfig> change,
            Duration acceptance) {
        people = new People(clock, meters);
        apiKey = people.apiKey;
        otherKey = people.otherKey;
        cluster = LogCluster.of(kafka);
        try (TopicCreator topics = new TopicCreator(cluster, TopicSettings.EMBEDDED)) {
            topics.createCatalogue();
        }
        sender = new AcceptingSender(cluster, gatewayId.value(), meters, acceptance);
        sender.prepare(Topic.REQUESTS.topicName());
        sender.prepare(Topic.TRAFFIC.topicName());
        log = new RecordingLog(sender);
        Awaitility.await().atMost(PATIENCE).until(sender::ready);
        redis = RedisLink.open(RedisConfig.at(redisAddress).waiting(PATIENCE), meters);
        bus = new PushBus(redis, meters);
        pipeline = new StandInPipeline(bus, gatewayId);
        for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
            bus.receiveSignals(partition, signals::add);
        }
        stage =
                new GatewayStage(
                        gatewayId,
                        change.apply(config()),
                        new GatewayServices(
                                people.identity(),
                                people.tokens,
                                people.policies,
                                people.assistants,
                                history,
                                people.feedback(),
                                new Operations(meters, List.of())),
                        new GatewayPlatform(log, cluster, view(), redis, bus, meters),
                        clock);
        stage.start();
        warmUp();
    }

    /** The first message loads half of the gateway; those of the tests are answered in time. */
    private void warmUp() {
        Awaitility.await("a message is accepted")
                .atMost(PATIENCE)
                .until(
                        () ->
                                post(
                                                        "/api/v1/messages",
                                                        "{\"text\":\"warm\",\"userId\":\"warm-up\"}")
                                                .statusCode()
                                        == 202);
    }

    private static GatewayConfig config() {
        GatewayConfig defaults = GatewayConfig.defaults();
        return new GatewayConfig(
                new GatewayConfig.Network(
                        "127.0.0.1",
                        0,
                        2,
                        List.of("127.0.0.0/8"),
                        List.of("https://shop.example"),
                        false,
                        GatewayConfig.Tls.defaults()),
                defaults.limits(),
                defaults.rates(),
                defaults.sockets(),
                defaults.patience(),
                null);
    }

    private Backlog view() {
        return new Backlog() {

            private LongSupplier accepted = () -> 0;

            @Override
            public View view() {
                return new View(backlog.get(), accepted.getAsLong(), Duration.ZERO, Instant.EPOCH);
            }

            @Override
            public void count(LongSupplier counter) {
                accepted = counter;
            }
        };
    }

    String userToken(String user) {
        return people.tokens.mint(People.ACME, new UserId(user)).text();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + stage.port() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(PATIENCE.multipliedBy(2))
                .header("Authorization", "Bearer " + apiKey);
    }

    HttpResponse<String> post(String path, String body) {
        return post(path, apiKey, body);
    }

    HttpResponse<String> post(String path, String key, String body) {
        return send(
                HttpRequest.newBuilder(uri(path))
                        .timeout(PATIENCE.multipliedBy(2))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    /** The request with that text, once the gateway has sent it. */
    ChatRequest sent(String text) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () ->
                                log.requests().stream()
                                        .anyMatch(request -> request.text().equals(text)));
        return log.request(text);
    }

    <S extends Signal> List<S> signals(Class<S> type) {
        List<S> found = new ArrayList<>();
        signals.stream().filter(type::isInstance).map(type::cast).forEach(found::add);
        return found;
    }

    @Override
    public void close() {
        stage.close(Duration.ofMillis(200));
        http.close();
        redis.close();
        sender.close(Duration.ofMillis(200));
        people.close();
    }
}
