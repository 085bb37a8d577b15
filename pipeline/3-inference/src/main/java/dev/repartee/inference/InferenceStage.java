package dev.repartee.inference;

import dev.repartee.contract.Topic;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.inference.analysis.Analyser;
import dev.repartee.inference.analysis.HttpAnalyser;
import dev.repartee.inference.analysis.LocalAnalyser;
import dev.repartee.inference.analysis.ModelIntents;
import dev.repartee.inference.context.Economy;
import dev.repartee.inference.memory.ConversationMemory;
import dev.repartee.inference.memory.ReplyCache;
import dev.repartee.inference.memory.ResultMemory;
import dev.repartee.inference.model.ModelEndpoints;
import dev.repartee.inference.reply.InferenceMetrics;
import dev.repartee.inference.reply.ReplyMaker;
import dev.repartee.kafka.LogRecord;
import dev.repartee.kafka.ParkedNotice;
import dev.repartee.kafka.ParkingListener;
import dev.repartee.kafka.RecordHandler;
import dev.repartee.kafka.consumer.Bounds;
import dev.repartee.kafka.consumer.OrderedConfig;
import dev.repartee.kafka.consumer.OrderedConsumer;
import dev.repartee.kafka.sender.StageLog;
import dev.repartee.kafka.sender.StageSender;
import dev.repartee.language.layered.IntentFallback;
import dev.repartee.language.layered.LayerMetrics;
import dev.repartee.language.layered.LayeredAnalyzer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Reads {@code chat.to_infer} and answers or analyses each message at its turn.
 *
 * <p>Conversations run beside each other, each in order (promise P2). A model that fails costs the
 * user a fallback reply, never the message. Works without Redis (nothing is streamed to other
 * processes, contexts come from history) and without PostgreSQL (contexts begin anew).
 */
public final class InferenceStage {

    private final StageSender sender;
    private final Analyser analyser;
    private final List<Worker> workers;

    /** A pool's consumer and its entry in the registry. */
    private record Worker(OrderedConsumer consumer, WorkerPulse pulse) {}

    /** Connects lazily: nothing needs to be there before {@link #start()}. */
    public InferenceStage(
            StageLog log,
            RedisServices redis,
            InferenceServices services,
            Economy economy,
            InferenceConfig config,
            MeterRegistry meters,
            Clock clock) {
        sender = log.sender(Topic.Party.INFERENCE.word());
        ModelEndpoints models = new ModelEndpoints(config.models(), meters, clock);
        analyser = analyser(redis, services, config, models, new Instruments(meters, clock));
        RecordHandler handler =
                handler(redis, services, economy, config, models, new Instruments(meters, clock));
        ParkingListener parking = new ParkedNotice(sender, InferenceStage::source, clock);
        String workerId = UUID.randomUUID().toString();
        workers =
                config.pools().stream()
                        .map(
                                pool ->
                                        worker(
                                                new OrderedConsumer(
                                                        log.cluster(),
                                                        consumer(config, pool),
                                                        handler,
                                                        parking,
                                                        sender,
                                                        meters,
                                                        clock),
                                                new WorkerPulse(redis.workers(), pool, workerId)))
                        .toList();
    }

    private static ParkedNotice.Source source(LogRecord record) {
        InferenceWork work = record.event(InferenceWork.class);
        return new ParkedNotice.Source(work.origin(), work.request().envelope().replyTo());
    }

    private static Worker worker(OrderedConsumer consumer, WorkerPulse pulse) {
        consumer.listen(pulse);
        return new Worker(consumer, pulse);
    }

    private static OrderedConfig consumer(InferenceConfig config, String pool) {
        return OrderedConfig.of(Topic.inferenceGroup(pool), Topic.toInfer(pool))
                .withBounds(new Bounds(config.records(), Bounds.DEFAULT.bytes(), config.lanes()));
    }

    private static Analyser analyser(
            RedisServices redis,
            InferenceServices services,
            InferenceConfig config,
            ModelEndpoints models,
            Instruments instruments) {
        if (config.analyser().url() != null) {
            return new HttpAnalyser(config.analyser(), instruments.meters(), instruments.clock());
        }
        IntentFallback fallback =
                ModelIntents.of(
                        config.intents(),
                        models,
                        redis.link(),
                        instruments.meters(),
                        instruments.clock());
        return new LocalAnalyser(
                new LayeredAnalyzer(
                        services.analyzer(),
                        services.models(),
                        fallback,
                        new LayerMetrics(instruments.meters())));
    }

    private record Instruments(MeterRegistry meters, Clock clock) {}

    private RecordHandler handler(
            RedisServices redis,
            InferenceServices services,
            Economy economy,
            InferenceConfig config,
            ModelEndpoints models,
            Instruments instruments) {
        Clock clock = instruments.clock();
        InferenceMetrics metrics = new InferenceMetrics(instruments.meters());
        ConversationMemory memory = new ConversationMemory(redis.link(), services.history());
        ReplyMaker replies =
                new ReplyMaker(
                                services.assistants(),
                                models,
                                new ReplyMaker.Conversations(
                                        memory,
                                        economy.writeSummaries(models, redis.link(), clock)),
                                services.knowledge(),
                                economy.costs(),
                                metrics,
                                clock)
                        .guardedBy(services.protection());
        return new WorkHandler(
                new ResultMaker(
                        replies,
                        analyser,
                        services.protection().replies(),
                        redis.pushes(),
                        metrics,
                        clock),
                services.vault(),
                new ResultMemory(redis.link(), services.history()),
                new Aftermath(memory, new ReplyCache(redis.link())),
                sender,
                new WorkHandler.InferenceSettings(config.reserve(), metrics, clock));
    }

    /** Begins to work; returns at once, also when the log is not there yet. */
    public void start() {
        for (Worker worker : workers) {
            worker.consumer().start();
            worker.pulse().start();
        }
    }

    /** Whether every pool is being worked for. */
    public boolean ready() {
        return workers.stream().allMatch(worker -> worker.consumer().ready());
    }

    /** Lets what is in hand finish up to the limit, then hands the rest over to other workers. */
    public void close(Duration limit) {
        List<Thread> closing =
                workers.stream()
                        .map(
                                worker ->
                                        Thread.ofVirtual()
                                                .start(
                                                        () -> {
                                                            worker.consumer().close(limit);
                                                            worker.pulse().stop();
                                                        }))
                        .toList();
        for (Thread thread : closing) {
            join(thread);
        }
        sender.close(limit);
        if (analyser instanceof HttpAnalyser external) {
            external.close();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
