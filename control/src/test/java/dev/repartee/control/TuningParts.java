package dev.repartee.control;

import dev.repartee.assistants.AssistantStore;
import dev.repartee.assistants.AssistantVersions;
import dev.repartee.assistants.experiment.ExperimentStore;
import dev.repartee.assistants.prompt.PromptStore;
import dev.repartee.control.experiment.ExperimentServices;
import dev.repartee.control.feedback.FeedbackServices;
import dev.repartee.control.prompt.PromptServices;
import dev.repartee.control.usage.UsageServices;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.UserVault;
import dev.repartee.crypto.VaultConfig;
import dev.repartee.feedback.FeedbackStore;
import dev.repartee.feedback.export.TrainingExport;
import dev.repartee.feedback.outcome.ExperimentOutcomes;
import dev.repartee.messages.postgres.PostgresMessageStore;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.redis.RedisConfig;
import dev.repartee.redis.RedisLink;
import dev.repartee.testing.MigratedDatabase;
import dev.repartee.usage.CostConfig;
import dev.repartee.usage.ModelCosts;
import dev.repartee.usage.UsageStore;
import dev.repartee.usage.budget.BudgetStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;

/** What assistants are tuned with: prompts, experiments, usage and feedback. */
final class TuningParts implements AutoCloseable {

    private final Clock clock = Clock.systemUTC();
    private final Database database;
    private final Database keys;
    private final UserVault vault;

    /** Redis is gone: nothing of this needs it. */
    private final RedisLink redis =
            RedisLink.open(RedisConfig.at("redis://127.0.0.1:1"), new SimpleMeterRegistry());

    TuningParts(Database database, MasterKeyFile masterKey) {
        this.database = database;
        keys = MigratedDatabase.open(Schema.KEYS);
        vault =
                new UserVault(
                        keys, masterKey, VaultConfig.defaults(), clock, new SimpleMeterRegistry());
    }

    ControlPlane addTo(ControlPlane plane, AssistantStore assistants) {
        return plane.with(
                        PromptServices.class,
                        new PromptServices(
                                assistants,
                                new AssistantVersions(database),
                                new PromptStore(database),
                                clock))
                .with(
                        ExperimentServices.class,
                        new ExperimentServices(
                                new ExperimentStore(database, clock),
                                new ExperimentOutcomes(database, clock)))
                .with(UsageServices.class, usage(assistants))
                .with(FeedbackServices.class, feedback(assistants));
    }

    private UsageServices usage(AssistantStore assistants) {
        UsageStore usage = new UsageStore(database);
        BudgetStore budgets = new BudgetStore(database);
        return new UsageServices(
                assistants,
                usage,
                budgets,
                new ModelCosts(
                        CostConfig.defaults(),
                        usage,
                        budgets,
                        redis,
                        new SimpleMeterRegistry(),
                        clock),
                "USD",
                clock);
    }

    private FeedbackServices feedback(AssistantStore assistants) {
        FeedbackStore feedback = new FeedbackStore(database, vault);
        return new FeedbackServices(
                assistants,
                feedback,
                new TrainingExport(
                        database,
                        new PostgresMessageStore(database, vault, clock),
                        feedback,
                        tenant -> "US"),
                clock);
    }

    @Override
    public void close() {
        redis.close();
        keys.close();
    }
}
