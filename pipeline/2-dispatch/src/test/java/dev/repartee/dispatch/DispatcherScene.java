package dev.repartee.dispatch;

import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.Mode;
import dev.repartee.contract.Topic;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.Envelope;
import dev.repartee.contract.event.EventCodec;
import dev.repartee.contract.event.RememberedTurn;
import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.Disposition;
import dev.repartee.kafka.LogRecord;
import dev.repartee.redis.RedisConfig;
import dev.repartee.redis.RedisLink;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A dispatcher with a real Redis, a log that only remembers, and an assistant with one rule. */
abstract class DispatcherScene {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    static final int PARTITION = 3;
    static final String QUESTION = "When does the shop open on Sunday?";
    static final String RESULTS = Topic.RESULTS.topicName();
    static final String WORK = Topic.TO_INFER.topicName();

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final DispatchMetrics metrics = new DispatchMetrics(meters);
    final FakeProgress progress = new FakeProgress();
    final FakeLog log = new FakeLog(PARTITION);
    final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    final FastPath fastPath =
            new FastPath(10, progress, fresh -> fresh.forEach(one -> one.ground(Map.of())));

    /** Of this test alone, as the tests share a Redis. */
    final String user = "u" + UUID.randomUUID();

    final List<RememberedTurn> remembered = new ArrayList<>();
    Optional<PublishedAssistant> assistant = Optional.of(Messages.shop("Hi {name|there}!"));
    RedisLink redis;
    RedisRounds rounds;
    Dispatcher dispatcher;
    long offset;

    @BeforeEach
    void setUp() {
        connect(TestEngines.redis());
        Awaitility.await().atMost(PATIENCE).until(redis::up);
        fastPath.assigned(List.of(PARTITION));
    }

    void connect(String address) {
        redis = RedisLink.open(RedisConfig.at(address).waiting(PATIENCE), meters);
        rounds = new RedisRounds(redis::round, 64, metrics);
        dispatcher =
                new Dispatcher(
                        new AssistantLookup(
                                new AssistantLookup.Source() {
                                    @Override
                                    public Optional<PublishedAssistant> find(Envelope envelope) {
                                        return assistant;
                                    }

                                    @Override
                                    public boolean refresh() {
                                        return true;
                                    }
                                },
                                clock),
                        new Memory(
                                rounds,
                                new Deduplicator(Duration.ofMinutes(1)),
                                new ReplyCache(
                                        (who, value, name) -> Optional.of(value), 12, metrics),
                                new UserProfiles(),
                                (conversation, turn) -> remembered.add(turn)),
                        new ReadyReplies(Messages.ANALYZER, clock),
                        new Dispatcher.Course(
                                fastPath,
                                new Router(
                                        Topic::toInfer,
                                        fastPath,
                                        progress,
                                        Duration.ofHours(1),
                                        clock),
                                progress,
                                Duration.ofHours(1),
                                100),
                        new Outbox(log),
                        metrics,
                        clock);
    }

    @AfterEach
    void tearDown() {
        rounds.close();
        redis.close();
    }

    ChatRequest request(String id, String text) {
        return Messages.request(user, id, text, Mode.REPLY);
    }

    void handle(ChatRequest request) throws Exception {
        Disposition disposition =
                dispatcher.handle(record(request, request.headers(), NOW.minusSeconds(1)));
        if (disposition instanceof Disposition.Later later) {
            later.completion().toCompletableFuture().join();
        }
    }

    LogRecord record(ChatRequest request, EventHeaders headers, Instant appendedAt) {
        return new LogRecord(
                new Coordinates(Topic.REQUESTS.topicName(), PARTITION, offset++),
                appendedAt,
                request.userKey().bytes(),
                EventCodec.encode(request),
                headers.withTraceparent("00-trace"),
                1,
                false);
    }
}
