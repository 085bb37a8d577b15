package dev.repartee.app.command.replay;

import dev.repartee.app.knowledge.DocumentSearch;
import dev.repartee.app.node.Operator;
import dev.repartee.app.node.Settings;
import dev.repartee.app.understanding.Understanding;
import dev.repartee.assistants.AssistantVersions;
import dev.repartee.assistants.served.AssistantCatalog;
import dev.repartee.egress.EgressConfig;
import dev.repartee.egress.EgressHttp;
import dev.repartee.inference.InferenceConfig;
import dev.repartee.inference.analysis.Analyser;
import dev.repartee.inference.analysis.HttpAnalyser;
import dev.repartee.inference.analysis.LocalAnalyser;
import dev.repartee.inference.context.Economy;
import dev.repartee.inference.context.SummaryConfig;
import dev.repartee.inference.guard.Guards;
import dev.repartee.inference.guard.Moderator;
import dev.repartee.inference.guard.Protection;
import dev.repartee.inference.memory.ConversationMemory;
import dev.repartee.inference.model.ModelEndpoints;
import dev.repartee.inference.replay.Rehearsal;
import dev.repartee.inference.replay.Replayed;
import dev.repartee.inference.reply.DocumentKnowledge;
import dev.repartee.inference.reply.InferenceMetrics;
import dev.repartee.inference.reply.ReplyMaker;
import dev.repartee.knowledge.ExtractiveAnswerer;
import dev.repartee.knowledge.KnowledgeCatalog;
import dev.repartee.knowledge.KnowledgeConfig;
import dev.repartee.language.layered.IntentFallback;
import dev.repartee.language.layered.LayerMetrics;
import dev.repartee.language.layered.LayeredAnalyzer;
import dev.repartee.messages.replay.PastMessages;
import dev.repartee.messages.replay.PastMessages.Entry;
import dev.repartee.messages.replay.PastMessages.Stretch;
import dev.repartee.redis.RedisLink;
import dev.repartee.safety.Decisions;
import dev.repartee.safety.SafetyRuleStore;
import dev.repartee.tools.ToolStore;
import dev.repartee.tools.call.Toolbox;
import dev.repartee.usage.CostConfig;
import dev.repartee.usage.ModelCosts;
import dev.repartee.usage.UsageStore;
import dev.repartee.usage.budget.BudgetStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Everything that answers messages, put together so that nothing of it has an effect. */
final class ReplayStage implements AutoCloseable {

    private static final int PAGE = 100;
    private static final int EARLIER = 20;

    private final PastMessages past;
    private final AssistantCatalog catalog;
    private final AssistantVersions versions;
    private final Change change;
    private final ReplyMaker replies;
    private final Analyser analyser;
    private final Parts parts;

    /** What has to be closed. */
    private record Parts(
            KnowledgeCatalog knowledge, RedisLink redis, EgressHttp egress, Toolbox toolbox) {}

    private ReplayStage(
            PastMessages past,
            AssistantCatalog catalog,
            AssistantVersions versions,
            Change change,
            ReplyMaker replies,
            Analyser analyser,
            Parts parts) {
        this.past = past;
        this.catalog = catalog;
        this.versions = versions;
        this.change = change;
        this.replies = replies;
        this.analyser = analyser;
        this.parts = parts;
    }

    static ReplayStage open(Operator operator, Settings settings, Change change) {
        Clock clock = Clock.systemUTC();
        // Of its own: nothing here counts for the system's metrics.
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        InferenceConfig config = settings.of(InferenceConfig.class);
        AssistantCatalog catalog = new AssistantCatalog(operator.stores().main());
        catalog.refresh();
        SafetyRuleStore rules = new SafetyRuleStore(operator.stores().main());
        rules.refresh();
        EgressHttp egress = new EgressHttp(settings.of(EgressConfig.class), meters);
        ToolStore tools =
                new ToolStore(
                        operator.stores().main(), operator.stores().secrets(), egress.policy());
        tools.refresh();
        Toolbox toolbox = new Toolbox(tools, egress, call -> {}, meters, clock);
        KnowledgeCatalog knowledge =
                new KnowledgeCatalog(
                        operator.documents(), settings.of(KnowledgeConfig.class), clock, meters);
        RedisLink redis = RedisLink.open(operator.engines().redis(), meters);
        ModelEndpoints models = new ModelEndpoints(config.models(), meters, clock);
        // Never started, and never told: a rehearsal is not billed.
        ModelCosts costs =
                new ModelCosts(
                        settings.of(CostConfig.class),
                        new UsageStore(operator.stores().main()),
                        new BudgetStore(operator.stores().main()),
                        redis,
                        meters,
                        clock);
        ReplyMaker replies =
                new ReplyMaker(
                                catalog,
                                models,
                                new ReplyMaker.Conversations(
                                        new ConversationMemory(redis, operator.messages()),
                                        new Economy(costs, settings.of(SummaryConfig.class))
                                                .writeSummaries(models, redis, clock)),
                                new DocumentKnowledge(
                                        DocumentSearch.of(
                                                settings,
                                                operator.stores().main(),
                                                knowledge,
                                                meters,
                                                clock),
                                        new ExtractiveAnswerer()),
                                costs,
                                new InferenceMetrics(meters),
                                clock)
                        .guardedBy(
                                new Protection(
                                        new Guards(
                                                rules::of, Decisions.NONE, Moderator.NONE, clock),
                                        toolbox));
        return new ReplayStage(
                new PastMessages(operator.stores().main(), operator.messages()),
                catalog,
                new AssistantVersions(operator.stores().main()),
                change,
                replies,
                analyser(config, operator, meters, clock),
                new Parts(knowledge, redis, egress, toolbox));
    }

    private static Analyser analyser(
            InferenceConfig config, Operator operator, SimpleMeterRegistry meters, Clock clock) {
        return config.analyser().url() == null
                ? local(operator.understanding(), meters)
                : new HttpAnalyser(config.analyser(), meters, clock);
    }

    private static Analyser local(Understanding understanding, SimpleMeterRegistry meters) {
        return new LocalAnalyser(
                new LayeredAnalyzer(
                        understanding.rules(),
                        understanding.models(),
                        IntentFallback.NONE,
                        new LayerMetrics(meters)));
    }

    /** Replays a stretch, in the order of time. */
    List<Replayed> run(Stretch stretch, int atOnce, int limit) throws InterruptedException {
        Rehearsal rehearsal =
                new Rehearsal(
                        replies,
                        analyser,
                        new Understudy(catalog, versions, stretch.tenant(), change),
                        Clock.systemUTC());
        List<Replayed> all = new ArrayList<>();
        PastMessages.@Nullable Position after = null;
        Semaphore turns = new Semaphore(atOnce);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (all.size() < limit) {
                int wanted = Math.min(PAGE, limit - all.size());
                List<Entry> page = past.page(stretch, after, wanted);
                if (page.isEmpty()) {
                    break;
                }
                List<Future<Replayed>> running = new ArrayList<>();
                for (Entry entry : page) {
                    running.add(threads.submit(() -> one(rehearsal, entry, turns)));
                }
                for (Future<Replayed> one : running) {
                    all.add(one.get());
                }
                after = page.getLast().position();
            }
            return all;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a message could not be replayed", e.getCause());
        }
    }

    private Replayed one(Rehearsal rehearsal, Entry entry, Semaphore turns)
            throws InterruptedException {
        turns.acquire();
        try {
            return rehearsal.replay(entry.message(), past.before(entry.message(), EARLIER));
        } finally {
            turns.release();
        }
    }

    @Override
    public void close() {
        if (analyser instanceof HttpAnalyser external) {
            external.close();
        }
        parts.toolbox().close();
        parts.egress().close();
        parts.redis().close();
        parts.knowledge().close();
    }
}
