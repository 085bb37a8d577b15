package dev.repartee.app.tuning;

import dev.repartee.app.node.Directory;
import dev.repartee.app.node.Settings;
import dev.repartee.app.node.Stores;
import dev.repartee.assistants.AssistantVersions;
import dev.repartee.assistants.experiment.ExperimentStore;
import dev.repartee.assistants.prompt.PromptStore;
import dev.repartee.contract.TenantId;
import dev.repartee.control.ControlPlane;
import dev.repartee.control.experiment.ExperimentServices;
import dev.repartee.control.feedback.FeedbackServices;
import dev.repartee.control.prompt.PromptServices;
import dev.repartee.control.usage.UsageServices;
import dev.repartee.feedback.FeedbackStore;
import dev.repartee.feedback.export.TrainingExport;
import dev.repartee.feedback.outcome.ExperimentOutcomes;
import dev.repartee.identity.Tenant;
import dev.repartee.messages.MessageStore;
import dev.repartee.redis.RedisLink;
import dev.repartee.usage.CostConfig;
import dev.repartee.usage.ModelCosts;
import dev.repartee.usage.UsageStore;
import dev.repartee.usage.budget.BudgetStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** Makes what assistants are improved with: prompts, tests, feedback, and what it all costs. */
public final class Tuning {

    private static final String NO_REGION = "ZZ";

    private final Settings settings;
    private final Stores stores;
    private final Directory directory;
    private final MessageStore messages;
    private final RedisLink redis;
    private final MeterRegistry meters;
    private final Clock clock;

    /** Uses the connections of a process. */
    public Tuning(
            Settings settings,
            Stores stores,
            Directory directory,
            MessageStore messages,
            RedisLink redis,
            MeterRegistry meters,
            Clock clock) {
        this.settings = settings;
        this.stores = stores;
        this.directory = directory;
        this.messages = messages;
        this.redis = redis;
        this.meters = meters;
        this.clock = clock;
    }

    /** Counts calls of models and knows the budgets, now and whenever they change. */
    public ModelCosts costs() {
        ModelCosts costs =
                new ModelCosts(
                        settings.of(CostConfig.class),
                        new UsageStore(stores.main()),
                        new BudgetStore(stores.main()),
                        redis,
                        meters,
                        clock);
        stores.versions().subscribe(BudgetStore.CACHE, version -> costs.budgets().refresh());
        return costs;
    }

    /** What users think of replies. */
    public FeedbackStore feedback() {
        return new FeedbackStore(stores.main(), stores.vault());
    }

    /** Gives the control plane what it administers of all this. */
    public void addTo(ControlPlane plane) {
        plane.with(
                        PromptServices.class,
                        new PromptServices(
                                directory.assistantStore(),
                                new AssistantVersions(stores.main()),
                                new PromptStore(stores.main()),
                                clock))
                .with(
                        ExperimentServices.class,
                        new ExperimentServices(
                                new ExperimentStore(stores.main(), clock),
                                new ExperimentOutcomes(stores.main(), clock)))
                .with(
                        UsageServices.class,
                        new UsageServices(
                                directory.assistantStore(),
                                new UsageStore(stores.main()),
                                new BudgetStore(stores.main()),
                                costs(),
                                settings.of(CostConfig.class).currency(),
                                clock))
                .with(
                        FeedbackServices.class,
                        new FeedbackServices(
                                directory.assistantStore(),
                                feedback(),
                                new TrainingExport(
                                        stores.main(), messages, feedback(), this::region),
                                clock));
    }

    private String region(TenantId tenant) {
        return directory.tenants().find(tenant).map(Tenant::region).orElse(NO_REGION);
    }
}
