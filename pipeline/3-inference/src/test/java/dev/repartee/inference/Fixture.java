package dev.repartee.inference;

import static dev.repartee.testing.Statements.execute;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.AssistantStore;
import dev.repartee.assistants.ModelSettings;
import dev.repartee.assistants.served.AssistantCatalog;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.GatewayId;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.content.Citation;
import dev.repartee.contract.content.TextHash;
import dev.repartee.contract.content.Turn;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.Envelope;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.contract.event.ReplyTo;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.UserVault;
import dev.repartee.crypto.VaultConfig;
import dev.repartee.embedded.TestEngines;
import dev.repartee.inference.context.Economy;
import dev.repartee.inference.context.SummaryConfig;
import dev.repartee.inference.guard.Guards;
import dev.repartee.inference.guard.Protection;
import dev.repartee.inference.model.endpoint.ModelEndpoint;
import dev.repartee.inference.model.endpoint.ModelLimits;
import dev.repartee.inference.model.endpoint.ModelTimeouts;
import dev.repartee.inference.model.endpoint.ModelType;
import dev.repartee.inference.reply.Knowledge;
import dev.repartee.language.RuleAnalyzer;
import dev.repartee.language.layered.ServedModels;
import dev.repartee.messages.MessageStore;
import dev.repartee.messages.postgres.PostgresMessageStore;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.redis.PushBus;
import dev.repartee.redis.RedisConfig;
import dev.repartee.redis.RedisLink;
import dev.repartee.redis.WorkerRegistry;
import dev.repartee.testing.MigratedDatabase;
import dev.repartee.usage.CostConfig;
import dev.repartee.usage.ModelCosts;
import dev.repartee.usage.ModelPrice;
import dev.repartee.usage.UsageStore;
import dev.repartee.usage.budget.BudgetStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Real stores and a model server, and messages to try them with. */
final class Fixture implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    static final TenantId TENANT = new TenantId("acme");
    static final AssistantId MODEL_ASSISTANT = new AssistantId("clever");
    static final AssistantId DOCUMENT_ASSISTANT = new AssistantId("reader");
    static final GatewayId GATEWAY = new GatewayId("gw-test");
    static final Citation SOURCE = new Citation("prices", "Prices", "Tyres", 0, 30);

    private static final AtomicLong OFFSETS = new AtomicLong();

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Clock clock = Clock.systemUTC();
    final OpenAiStub stub = new OpenAiStub();
    final Database main = MigratedDatabase.open(Schema.MAIN);
    final Database keys = MigratedDatabase.open(Schema.KEYS);
    final UserVault vault =
            new UserVault(
                    keys,
                    MasterKeyFile.readOrCreate(folder().resolve("master.key")),
                    VaultConfig.defaults(),
                    clock,
                    meters);
    final MessageStore history = new PostgresMessageStore(main, vault, clock);
    final RedisLink redis =
            RedisLink.open(RedisConfig.at(TestEngines.redis()).waiting(PATIENCE), meters);
    final PushBus pushes = new PushBus(redis, meters);
    final WorkerRegistry registry = new WorkerRegistry(redis);
    final AssistantCatalog assistants = new AssistantCatalog(main);
    final FakeKnowledge knowledge = new FakeKnowledge();
    final BudgetStore budgets = new BudgetStore(main);
    final ModelCosts costs =
            new ModelCosts(
                    new CostConfig(
                            "USD", List.of(new ModelPrice("cloud", 1, 2)), Duration.ofMillis(200)),
                    new UsageStore(main),
                    budgets,
                    redis,
                    meters,
                    clock);

    Fixture() {
        execute(main, "INSERT INTO tenants (tenant_id, name) VALUES (?, 'Acme')", TENANT.value());
        AssistantStore store = new AssistantStore(main, clock);
        store.save(TENANT, Assistant.plain(DOCUMENT_ASSISTANT, "Reader"));
        store.save(
                TENANT,
                Assistant.plain(MODEL_ASSISTANT, "Clever")
                        .withModel(new ModelSettings("cloud", 0.2, 100, 200, 2)));
        assistants.refresh();
        history.prepare();
        Awaitility.await().atMost(PATIENCE).until(redis::up);
    }

    /** Knows the price of a tyre. */
    static final class FakeKnowledge implements Knowledge {

        /** What the documents are called; none are in the store. */
        volatile String edition = "";

        @Override
        public String edition(TenantId tenant, AssistantId assistant) {
            return edition;
        }

        @Override
        public List<Passage> passages(
                TenantId tenant, AssistantId assistant, String question, int limit) {
            return question.contains("tyre")
                    ? List.of(new Passage(SOURCE, "A rear tyre costs 24 euros, tube included."))
                    : List.of();
        }

        @Override
        public Extract answer(
                TenantId tenant, AssistantId assistant, String question, String language) {
            return question.contains("tyre")
                    ? new Extract.Found(
                            "A front tyre costs 18 euros. A rear tyre costs 24 euros.",
                            List.of(SOURCE))
                    : new Extract.Unknown();
        }
    }

    InferenceServices services() {
        return new InferenceServices(
                assistants,
                knowledge,
                RuleAnalyzer.shipped("DE"),
                ServedModels.NONE,
                new Protection(Guards.standard(), null),
                vault,
                history);
    }

    Economy economy() {
        return new Economy(costs, SummaryConfig.defaults());
    }

    RedisServices redisServices() {
        return new RedisServices(redis, pushes, registry);
    }

    InferenceConfig config() {
        return InferenceConfig.defaults().withModels(List.of(endpoint(64)));
    }

    ModelEndpoint endpoint(int concurrency) {
        return new ModelEndpoint(
                "cloud",
                ModelType.OPENAI,
                stub.url(),
                "stub-1",
                null,
                new ModelTimeouts(
                        Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofSeconds(30)),
                new ModelLimits(concurrency, 256, Duration.ofSeconds(30), 1_000, 1));
    }

    /** A message; everything about it can be changed. */
    Message message(String user, String text) {
        return new Message(
                user,
                "r-" + OFFSETS.incrementAndGet(),
                text,
                MODEL_ASSISTANT,
                Mode.REPLY,
                Instant.now().plusSeconds(60),
                null);
    }

    record Message(
            String user,
            String id,
            String text,
            AssistantId assistant,
            Mode mode,
            Instant deadline,
            @Nullable ReplyTo replyTo) {

        Message to(AssistantId other) {
            return new Message(user, id, text, other, mode, deadline, replyTo);
        }

        Message in(Mode other) {
            return new Message(user, id, text, assistant, other, deadline, replyTo);
        }

        Message until(Instant other) {
            return new Message(user, id, text, assistant, mode, other, replyTo);
        }

        Message streaming() {
            ReplyTo listener = new ReplyTo(GATEWAY, true);
            return new Message(user, id, text, assistant, mode, deadline, listener);
        }

        RequestKey key() {
            return new RequestKey(TENANT, new UserId(user), new RequestId(id));
        }

        Envelope envelope() {
            return new Envelope(
                    key(),
                    false,
                    assistant,
                    new ConversationId("c-" + user),
                    null,
                    mode,
                    "web",
                    replyTo,
                    Instant.now());
        }

        InferenceWork work(Turn... context) {
            ChatRequest request =
                    new ChatRequest(
                            envelope(),
                            text,
                            TextHash.of(text),
                            "en",
                            List.of(),
                            List.of(context),
                            null);
            return new InferenceWork(
                    request,
                    new Coordinates("chat.requests", 0, OFFSETS.get()),
                    Instant.now(),
                    deadline,
                    false,
                    null);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("master-key");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stub.close();
        redis.close();
        main.close();
        keys.close();
    }
}
