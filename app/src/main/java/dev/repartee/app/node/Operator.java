package dev.repartee.app.node;

import dev.repartee.app.understanding.Understanding;
import dev.repartee.app.understanding.UnderstandingConfig;
import dev.repartee.assistants.AssistantStore;
import dev.repartee.crypto.VaultConfig;
import dev.repartee.knowledge.DocumentStore;
import dev.repartee.messages.MessageStore;
import dev.repartee.messages.postgres.PostgresMessageStore;
import dev.repartee.runtime.Metrics;
import dev.repartee.training.TrainingWorker;
import dev.repartee.training.Workshop;
import dev.repartee.training.entity.EntityStore;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;

/** What a command needs of a system that runs, without running a role itself. */
public final class Operator implements AutoCloseable {

    private final Settings settings;
    private final EngineAccess engines;
    private final Stores stores;
    private final Clock clock;
    private final PrometheusMeterRegistry meters;

    private Operator(
            Settings settings,
            EngineAccess engines,
            Stores stores,
            Clock clock,
            PrometheusMeterRegistry meters) {
        this.settings = settings;
        this.engines = engines;
        this.stores = stores;
        this.clock = clock;
        this.meters = meters;
    }

    /** Connects to the system over a data folder, or the one that the settings name. */
    public static Operator open(Settings settings, Path data) {
        EngineAccess engines = EngineAccess.find(settings.engines(), data);
        PrometheusMeterRegistry meters = Metrics.registry();
        Clock clock = Clock.systemUTC();
        Stores stores = Stores.open(engines, data, settings.of(VaultConfig.class), clock, meters);
        return new Operator(settings, engines, stores, clock, meters);
    }

    /** Where the engines are. */
    public EngineAccess engines() {
        return engines;
    }

    /** PostgreSQL. */
    public Stores stores() {
        return stores;
    }

    /** What was said. */
    public MessageStore messages() {
        return new PostgresMessageStore(stores.main(), stores.vault(), clock);
    }

    /** The assistants' definitions. */
    public AssistantStore assistants() {
        return new AssistantStore(stores.main(), clock);
    }

    /** The assistants' documents. */
    public DocumentStore documents() {
        return new DocumentStore(stores.main());
    }

    /** The examples and models of assistants. */
    public Workshop workshop() {
        return new Workshop(stores.main(), () -> {});
    }

    /** Trains in this process. The caller closes it. */
    public TrainingWorker trainer() {
        return new TrainingWorker(
                stores.main(),
                Understanding.encoder(settings.of(UnderstandingConfig.class)),
                meters);
    }

    /** The entities that tenants define. */
    public EntityStore entities() {
        return new EntityStore(stores.main());
    }

    /** What messages are understood with, as it is now. */
    public Understanding understanding() {
        return Understanding.now(settings.of(UnderstandingConfig.class), stores, meters);
    }

    @Override
    public void close() {
        stores.close();
        engines.close();
        meters.close();
    }
}
