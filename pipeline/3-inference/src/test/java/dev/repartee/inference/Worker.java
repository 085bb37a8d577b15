package dev.repartee.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.Event;
import dev.repartee.contract.event.EventCodec;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.contract.event.ReplyCacheKey;
import dev.repartee.inference.Fixture.Message;
import dev.repartee.inference.analysis.LocalAnalyser;
import dev.repartee.inference.memory.ConversationMemory;
import dev.repartee.inference.memory.ReplyCache;
import dev.repartee.inference.memory.ResultMemory;
import dev.repartee.inference.model.ModelEndpoints;
import dev.repartee.inference.reply.InferenceMetrics;
import dev.repartee.inference.reply.ReplyMaker;
import dev.repartee.kafka.Disposition;
import dev.repartee.kafka.EventSender;
import dev.repartee.kafka.LogRecord;
import dev.repartee.kafka.RecordHandler;
import dev.repartee.language.layered.IntentFallback;
import dev.repartee.language.layered.LayerMetrics;
import dev.repartee.language.layered.LayeredAnalyzer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Handles work on real stores, a fresh worker each time, and keeps what is published. */
final class Worker {

    final FakeLog log = new FakeLog();

    private final Fixture fixture;

    Worker(Fixture fixture) {
        this.fixture = fixture;
    }

    /** The reply to a question as it is shared with other users; null when it is not. */
    byte @Nullable [] shared(String question) {
        String revision =
                fixture.assistants
                        .find(Fixture.TENANT, Fixture.MODEL_ASSISTANT)
                        .orElseThrow()
                        .revision();
        String key =
                new ReplyCacheKey(
                                Fixture.TENANT,
                                null,
                                Fixture.MODEL_ASSISTANT,
                                revision,
                                ReplyCacheKey.hashOf(question))
                        .toString();
        return fixture.redis.call(c -> c.get(key)).join();
    }

    /** The texts of the messages in the model's request of that number. */
    List<String> contents(int request) {
        List<String> contents = new ArrayList<>();
        fixture.stub
                .requests()
                .get(request)
                .get("messages")
                .forEach(message -> contents.add(message.get("content").stringValue()));
        return contents;
    }

    void handle(Message message) {
        handle(message.work(), false, 1);
    }

    void handle(InferenceWork work, boolean redelivered, int attempt) {
        try {
            assertThat(tryToHandle(work, redelivered, attempt)).isEqualTo(Disposition.done());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    Disposition tryToHandle(InferenceWork work, boolean redelivered, int attempt) throws Exception {
        LogRecord record =
                new LogRecord(
                        new Coordinates("chat.to_infer", 0, 1),
                        Instant.now(),
                        work.userKey().bytes(),
                        EventCodec.encode(work),
                        work.headers(),
                        attempt,
                        redelivered);
        return handler().handle(record);
    }

    /** A fresh worker each time: it knows nothing but what is stored. */
    private RecordHandler handler() {
        InferenceServices services = fixture.services();
        InferenceMetrics metrics = new InferenceMetrics(fixture.meters);
        ConversationMemory memory = new ConversationMemory(fixture.redis, fixture.history);
        ModelEndpoints models =
                new ModelEndpoints(fixture.config().models(), fixture.meters, fixture.clock);
        ReplyMaker replies =
                new ReplyMaker(
                        services.assistants(),
                        models,
                        new ReplyMaker.Conversations(
                                memory,
                                fixture.economy()
                                        .writeSummaries(models, fixture.redis, fixture.clock)),
                        services.knowledge(),
                        fixture.costs,
                        metrics,
                        fixture.clock);
        return new WorkHandler(
                new ResultMaker(
                        replies,
                        new LocalAnalyser(
                                new LayeredAnalyzer(
                                        services.analyzer(),
                                        services.models(),
                                        IntentFallback.NONE,
                                        new LayerMetrics(fixture.meters))),
                        services.protection().replies(),
                        fixture.pushes,
                        metrics,
                        fixture.clock),
                fixture.vault,
                new ResultMemory(fixture.redis, fixture.history),
                new Aftermath(memory, new ReplyCache(fixture.redis)),
                log,
                new WorkHandler.InferenceSettings(Duration.ofSeconds(1), metrics, fixture.clock));
    }

    /** Keeps what is published. */
    static final class FakeLog implements EventSender {

        final List<ChatResult> results = new CopyOnWriteArrayList<>();
        volatile boolean fail;

        @Override
        public CompletableFuture<Coordinates> send(
                String topic, Event event, EventHeaders headers) {
            if (fail) {
                return CompletableFuture.failedFuture(new IllegalStateException("killed"));
            }
            results.add((ChatResult) event);
            return CompletableFuture.completedFuture(new Coordinates(topic, 0, results.size() - 1));
        }

        @Override
        public void sendAndForget(String topic, Event event, @Nullable String traceparent) {
            throw new AssertionError("results are waited for");
        }

        ChatResult.Replied onlyReply() {
            assertThat(results).hasSize(1);
            return (ChatResult.Replied) results.getFirst();
        }
    }
}
