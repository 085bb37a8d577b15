package dev.repartee.app.node;

import dev.repartee.app.guard.Safeguards;
import dev.repartee.app.knowledge.DocumentSearch;
import dev.repartee.audit.AuditConfig;
import dev.repartee.audit.AuditStage;
import dev.repartee.contract.Topic;
import dev.repartee.delivery.DeliveryConfig;
import dev.repartee.delivery.DeliveryConnections;
import dev.repartee.delivery.DeliveryStage;
import dev.repartee.dispatch.DispatchConfig;
import dev.repartee.dispatch.DispatchServices;
import dev.repartee.dispatch.DispatchStage;
import dev.repartee.egress.EgressConfig;
import dev.repartee.history.HistoryConfig;
import dev.repartee.history.HistoryStage;
import dev.repartee.inference.InferenceConfig;
import dev.repartee.inference.InferenceServices;
import dev.repartee.inference.InferenceStage;
import dev.repartee.inference.RedisServices;
import dev.repartee.inference.context.Economy;
import dev.repartee.inference.context.SummaryConfig;
import dev.repartee.inference.guard.ModerationConfig;
import dev.repartee.inference.reply.DocumentKnowledge;
import dev.repartee.kafka.cluster.TopicCreator;
import dev.repartee.kafka.sender.StageLog;
import dev.repartee.knowledge.DocumentStore;
import dev.repartee.knowledge.ExtractiveAnswerer;
import dev.repartee.knowledge.KnowledgeCatalog;
import dev.repartee.knowledge.KnowledgeConfig;
import dev.repartee.language.layered.IntentFallback;
import dev.repartee.language.layered.LayerMetrics;
import dev.repartee.language.layered.LayeredAnalyzer;
import dev.repartee.redis.WorkerRegistry;
import dev.repartee.usage.ModelCosts;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes the stages from what a process has in common. */
final class Parts {

    private static final Duration STOP = Duration.ofSeconds(4);

    private final Commons commons;

    /** What they send leaves together. */
    private final StageLog log;

    Parts(Commons commons) {
        this.commons = commons;
        this.log = new StageLog(commons.log(), commons.meters());
    }

    Part dispatch() {
        DispatchStage stage =
                new DispatchStage(
                        log,
                        commons.redis(),
                        new DispatchServices(
                                commons.directory().assistants(),
                                commons.stores().vault(),
                                new LayeredAnalyzer(
                                        commons.understanding().rules(),
                                        commons.understanding().models(),
                                        IntentFallback.NONE,
                                        new LayerMetrics(commons.meters())),
                                new TopicCreator(commons.log(), commons.engines().topics()),
                                commons.progress()),
                        commons.settings().of(DispatchConfig.class),
                        commons.meters(),
                        commons.clock());
        return new Part(
                Topic.Party.DISPATCH.word(), stage::start, () -> stage.close(STOP), stage::ready);
    }

    Part inference() {
        KnowledgeCatalog knowledge =
                new KnowledgeCatalog(
                        new DocumentStore(commons.stores().main()),
                        commons.settings().of(KnowledgeConfig.class),
                        commons.clock(),
                        commons.meters());
        commons.stores().versions().subscribe("documents", version -> knowledge.invalidateAll());
        ModelCosts costs = commons.tuning().costs();
        Safeguards safeguards =
                new Safeguards(
                        commons.stores(),
                        commons.settings().of(ModerationConfig.class),
                        commons.settings().of(EgressConfig.class),
                        commons.meters(),
                        commons.clock());
        InferenceStage stage =
                new InferenceStage(
                        log,
                        new RedisServices(
                                commons.redis(),
                                commons.push(),
                                new WorkerRegistry(commons.redis())),
                        new InferenceServices(
                                commons.directory().assistants(),
                                new DocumentKnowledge(
                                        DocumentSearch.of(
                                                commons.settings(),
                                                commons.stores().main(),
                                                knowledge,
                                                commons.meters(),
                                                commons.clock()),
                                        new ExtractiveAnswerer()),
                                commons.understanding().rules(),
                                commons.understanding().models(),
                                safeguards.protection(),
                                commons.stores().vault(),
                                commons.messages()),
                        new Economy(costs, commons.settings().of(SummaryConfig.class)),
                        pools(commons.settings().of(InferenceConfig.class)),
                        commons.meters(),
                        commons.clock());
        return new Part(
                Topic.Party.INFERENCE.word(),
                () -> {
                    costs.start();
                    stage.start();
                },
                () -> {
                    stage.close(STOP);
                    costs.close();
                    knowledge.close();
                    safeguards.close();
                },
                stage::ready);
    }

    /**
     * A process that was not told which pools to work for takes all that there are when it starts;
     * its topics exist before it reads them.
     */
    private InferenceConfig pools(InferenceConfig config) {
        Set<String> pools = new LinkedHashSet<>(config.pools());
        if (config.pools().equals(InferenceConfig.defaults().pools())) {
            pools.addAll(commons.directory().assistants().pools());
        }
        try (TopicCreator topics = new TopicCreator(commons.log(), commons.engines().topics())) {
            pools.stream().filter(pool -> !pool.isEmpty()).forEach(topics::createPool);
        }
        return config.withPools(List.copyOf(pools));
    }

    Part delivery() {
        DeliveryStage stage =
                new DeliveryStage(
                        commons.settings().of(DeliveryConfig.class),
                        new DeliveryConnections(
                                log,
                                commons.redis(),
                                commons.push(),
                                commons.stores().main(),
                                commons.stores().vault(),
                                commons.messages()),
                        commons.meters(),
                        commons.clock());
        return new Part(
                Topic.Party.DELIVERY.word(), stage::start, () -> stage.close(STOP), stage::ready);
    }

    Part history() {
        HistoryStage stage =
                new HistoryStage(
                        log,
                        commons.messages(),
                        commons.settings().of(HistoryConfig.class),
                        commons.meters(),
                        commons.clock());
        return new Part(
                Topic.Party.HISTORY.word(), stage::start, () -> stage.close(STOP), stage::ready);
    }

    Part audit() {
        AuditStage stage =
                new AuditStage(
                        log,
                        commons.settings().of(AuditConfig.class),
                        commons.meters(),
                        commons.clock());
        return new Part(
                Topic.Party.AUDIT.word(), stage::start, () -> stage.close(STOP), stage::ready);
    }
}
