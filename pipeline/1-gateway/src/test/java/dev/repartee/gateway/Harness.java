package dev.repartee.gateway;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.AssistantStore;
import dev.repartee.assistants.served.AssistantCatalog;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.GatewayId;
import dev.repartee.contract.LoginId;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserId;
import dev.repartee.contract.content.ModelUse;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.Timeline;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.SecretBox;
import dev.repartee.crypto.UserVault;
import dev.repartee.crypto.VaultConfig;
import dev.repartee.embedded.TestEngines;
import dev.repartee.feedback.FeedbackStore;
import dev.repartee.gateway.limit.Backlog;
import dev.repartee.identity.AccessTokenConfig;
import dev.repartee.identity.AccessTokens;
import dev.repartee.identity.Identity;
import dev.repartee.identity.SigningKeys;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.Tenants;
import dev.repartee.identity.UserTokenConfig;
import dev.repartee.identity.UserTokens;
import dev.repartee.identity.key.ApiKeys;
import dev.repartee.identity.origin.Origins;
import dev.repartee.identity.quota.Quotas;
import dev.repartee.identity.role.Roles;
import dev.repartee.identity.tenancy.TenantPolicies;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.cluster.TopicCreator;
import dev.repartee.kafka.cluster.TopicSettings;
import dev.repartee.kafka.sender.AcceptingSender;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.DatabaseConfig;
import dev.repartee.postgres.Schema;
import dev.repartee.redis.Push;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway on real engines, with a test in the place of the pipeline behind it. */
final class Harness implements AutoCloseable {

    static final TenantId ACME = new TenantId("acme");
    static final TenantId OTHER = new TenantId("other");

    final GatewayId gatewayId = new GatewayId("gw-" + UUID.randomUUID());
    final Clock clock = Clock.systemUTC();
    final PrometheusMeterRegistry meters = Metrics.registry();
    final HeldMessages history = new HeldMessages();
    final List<Signal> signals = new CopyOnWriteArrayList<>();
    final AtomicLong backlog = new AtomicLong();
    final RecordingLog log;
    final RedisLink redis;
    final PushBus bus;
    final LogCluster cluster;
    final String apiKey;
    final String otherKey;
    final UserTokens tokens;
    final GatewayStage stage;
    final HttpClient http = HttpClient.newHttpClient();
    private final Database database;
    private final Database keyDatabase;
    final UserVault vault;
    private final AcceptingSender sender;

    static Harness start() {
        return start(config -> config);
    }

    static Harness start(UnaryOperator<GatewayConfig> change) {
        return new Harness(TestEngines.kafka(), TestEngines.redis(), change);
    }

    /** Logins that were ended. */
    final Set<LoginId> revoked = ConcurrentHashMap.newKeySet();

    final AccessTokens accessTokens;
    final TenantPolicies policies;
    final ApiKeys keys;

    Harness(String kafka, String redisAddress, UnaryOperator<GatewayConfig> change) {
        TestEngines.Database place = TestEngines.postgres();
        database =
                Database.open(
                        DatabaseConfig.defaults(place.url(), place.user(), place.password()),
                        meters);
        database.migrate(Schema.MAIN);
        TestEngines.Database keyPlace = TestEngines.postgres();
        keyDatabase =
                Database.open(
                        DatabaseConfig.defaults(
                                keyPlace.url(), keyPlace.user(), keyPlace.password()),
                        meters);
        keyDatabase.migrate(Schema.KEYS);
        vault =
                new UserVault(
                        keyDatabase,
                        MasterKeyFile.readOrCreate(temporary()),
                        VaultConfig.defaults(),
                        clock,
                        meters);
        Tenants tenants = new Tenants(database);
        tenants.save(new Tenant(ACME, "Acme", Set.of(), "US"));
        tenants.save(new Tenant(OTHER, "Other", Set.of("email", "phone", "card"), "US"));
        policies = new TenantPolicies(tenants, new Origins(database), new Quotas(database, clock));
        policies.refresh();
        keys = new ApiKeys(database, clock);
        apiKey = keys.create(ACME, "test", null).text();
        otherKey = keys.create(OTHER, "test", null).text();
        UserTokenConfig tokenConfig = UserTokenConfig.defaults();
        SigningKeys signing =
                new SigningKeys(
                        database,
                        new SecretBox(MasterKeyFile.readOrCreate(temporary())),
                        tokenConfig.longestLifetime(),
                        clock);
        tokens = new UserTokens(signing, tokenConfig, clock);
        accessTokens =
                new AccessTokens(signing, AccessTokenConfig.defaults(), revoked::contains, clock);
        tokens.refresh();
        AssistantCatalog assistants = assistants();
        cluster = LogCluster.of(kafka);
        try (TopicCreator topics = new TopicCreator(cluster, TopicSettings.EMBEDDED)) {
            topics.createCatalogue();
        }
        sender = new AcceptingSender(cluster, gatewayId.value(), meters);
        sender.prepare(Topic.REQUESTS.topicName());
        sender.prepare(Topic.TRAFFIC.topicName());
        log = new RecordingLog(sender);
        Awaitility.await().until(sender::ready);
        redis = RedisLink.open(RedisConfig.at(redisAddress), meters);
        bus = new PushBus(redis, meters);
        for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
            bus.receiveSignals(partition, signals::add);
        }
        stage =
                new GatewayStage(
                        gatewayId,
                        change.apply(config()),
                        new GatewayServices(
                                new Identity(keys, tokens, accessTokens, new Roles(database)),
                                tokens,
                                policies,
                                assistants,
                                history,
                                new FeedbackStore(database, vault),
                                new Operations(meters, List.of())),
                        new GatewayPlatform(log, cluster, view(), redis, bus, meters),
                        clock);
        stage.start();
        warmUp();
    }

    /** The first message loads half of the gateway; those of the tests are answered in time. */
    private void warmUp() {
        Awaitility.await("a message is accepted")
                .atMost(Duration.ofSeconds(60))
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

    private AssistantCatalog assistants() {
        AssistantStore store = new AssistantStore(database, clock);
        store.save(ACME, Assistant.plain(new AssistantId("default"), "Default"));
        store.save(ACME, Assistant.plain(new AssistantId("shop"), "Shop"));
        store.save(OTHER, Assistant.plain(new AssistantId("only"), "Only"));
        AssistantCatalog catalog = new AssistantCatalog(database);
        catalog.refresh();
        return catalog;
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
        return tokens.mint(ACME, new UserId(user)).text();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + stage.port() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + apiKey);
    }

    HttpResponse<String> post(String path, String body) {
        return post(path, apiKey, body);
    }

    HttpResponse<String> post(String path, String key, String body) {
        return send(
                HttpRequest.newBuilder(uri(path))
                        .timeout(Duration.ofSeconds(20))
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
                .until(
                        () ->
                                log.requests().stream()
                                        .anyMatch(request -> request.text().equals(text)));
        return log.request(text);
    }

    static ChatResult.Replied replied(ChatRequest request, String text) {
        Instant now = Instant.now();
        return new ChatResult.Replied(
                request.envelope(),
                new Coordinates(Topic.REQUESTS.topicName(), 0, 1),
                new Reply(
                        text,
                        ReplySource.MODEL,
                        "en",
                        List.of(),
                        false,
                        new ModelUse("test-model", 3, 4, 5),
                        null),
                null,
                new Timeline(request.envelope().acceptedAt(), now, now, now),
                false);
    }

    /** As delivery does: to every device of the user. */
    void push(ChatResult result, long offset, String device, boolean pending, long after) {
        bus.push(
                gatewayId,
                new Push.Result(
                        result.userKey(),
                        offset,
                        result,
                        new Push.Audience.Device(device, pending, after),
                        1));
    }

    void pushToWaiter(ChatResult result, long offset) {
        bus.push(
                gatewayId,
                new Push.Result(result.userKey(), offset, result, new Push.Audience.Waiter(), 1));
    }

    void pushDelta(ChatRequest request, int attempt, int sequence, int offset, String text) {
        bus.push(
                gatewayId,
                new Push.Delta(
                        request.userKey(),
                        request.envelope().key().requestId(),
                        attempt,
                        sequence,
                        offset,
                        text));
    }

    <S extends Signal> List<S> signals(Class<S> type) {
        List<S> found = new ArrayList<>();
        signals.stream().filter(type::isInstance).map(type::cast).forEach(found::add);
        return found;
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("gateway-test").resolve("master.key");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stage.close(Duration.ofMillis(200));
        http.close();
        redis.close();
        sender.close(Duration.ofMillis(200));
        database.close();
        keyDatabase.close();
    }
}
