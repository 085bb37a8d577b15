package dev.repartee.training;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.language.layered.ServedModel;
import dev.repartee.language.layered.ServedModels;
import dev.repartee.postgres.Database;
import dev.repartee.training.encoder.TextEncoder;
import dev.repartee.training.store.ModelStore;
import dev.repartee.training.store.Owner;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models in service, in memory.
 *
 * <p>{@link #refresh()} is called when the cache version {@value #CACHE} changes: a model that is
 * in use is replaced only once its successor is loaded, so a switch is atomic and no message waits
 * for it. A model that can't be loaded (PostgreSQL is gone, its bytes are damaged) leaves the one
 * before in service, or else the shipped one. Models are kept up to a bound of their bytes, the
 * least recently asked ones go first.
 */
public final class ModelCatalog implements ServedModels {

    /** The cache version that grows with every activation. */
    public static final String CACHE = "nlu";

    private static final Logger LOG = LoggerFactory.getLogger(ModelCatalog.class);
    private static final long MOST_BYTES = 256L << 20;

    private final ModelStore store;
    private final @Nullable TextEncoder encoder;
    private final ReentrantLock loading = new ReentrantLock();

    /** Written under the lock {@code loading}, read by everyone. */
    private volatile Map<Owner, ModelStore.Active> active = Map.of();

    private volatile Optional<ServedModel> shipped = Optional.empty();

    /** The least recently asked first; guarded by itself. */
    private final LinkedHashMap<Owner, Loaded> loaded = new LinkedHashMap<>(16, 0.75f, true);

    /** A version in memory; one that can't be read keeps the model of the version before it. */
    private record Loaded(
            ModelStore.Active version, Optional<ServedModel> model, long bytes, boolean failed) {

        static final Loaded NOTHING =
                new Loaded(new ModelStore.Active(0, ""), Optional.empty(), 0, true);
    }

    public ModelCatalog(Database database, MeterRegistry meters) {
        this(database, null, meters);
    }

    /**
     * @param encoder what models that learnt with it are asked with, or null
     */
    public ModelCatalog(Database database, @Nullable TextEncoder encoder, MeterRegistry meters) {
        this.encoder = encoder;
        this.store = new ModelStore(database);
        Gauge.builder("repartee_nlu_models", this, ModelCatalog::size)
                .description("Trained models in memory, besides the shipped one")
                .register(meters);
        Gauge.builder("repartee_nlu_models_failed", this, ModelCatalog::failed)
                .description("Active models that can't be read")
                .register(meters);
    }

    /** Begins to load the shipped model; until it is there rules alone decide. */
    public void start() {
        Thread.ofVirtual().name("shipped-model").start(() -> shipped = ShippedModel.read());
    }

    /** Serves that model, instead of the shipped one, to assistants that have none of their own. */
    public void start(ServedModel instead) {
        shipped = Optional.of(instead);
    }

    /** Loads the shipped model and what is in service now, before it returns. */
    public void load() {
        shipped = ShippedModel.read();
        refresh();
    }

    @Override
    public Optional<ServedModel> find(TenantId tenant, @Nullable AssistantId assistant) {
        Map<Owner, ModelStore.Active> versions = active;
        if (assistant == null || versions.isEmpty()) {
            return shipped;
        }
        Owner owner = new Owner(tenant, assistant);
        ModelStore.Active version = versions.get(owner);
        if (version == null) {
            return shipped;
        }
        Loaded known = known(owner);
        if (known == null) {
            known = load(owner);
        }
        return known.model().or(() -> shipped);
    }

    /**
     * Reads which versions are in service, and loads those that follow one that is in use.
     *
     * @throws ReparteeException when the database doesn't answer; everything stays as it was
     */
    public void refresh() {
        loading.lock();
        try {
            Map<Owner, ModelStore.Active> next = store.active();
            Map<Owner, Loaded> inUse;
            synchronized (loaded) {
                inUse = new HashMap<>(loaded);
            }
            inUse.forEach(
                    (owner, old) -> {
                        ModelStore.Active version = next.get(owner);
                        if (version == null) {
                            forget(owner);
                        } else if (!version.equals(old.version()) || old.failed()) {
                            keep(owner, read(owner, version, old));
                        }
                    });
            active = Map.copyOf(next);
        } finally {
            loading.unlock();
        }
    }

    private @Nullable Loaded known(Owner owner) {
        synchronized (loaded) {
            return loaded.get(owner);
        }
    }

    private Loaded load(Owner owner) {
        loading.lock();
        ModelStore.Active version = active.get(owner);
        try {
            Loaded meanwhile = known(owner);
            if (meanwhile != null) {
                return meanwhile;
            }
            if (version == null) {
                return Loaded.NOTHING;
            }
            Loaded read = read(owner, version, null);
            keep(owner, read);
            return read;
        } catch (ReparteeException e) {
            LOG.atDebug()
                    .addKeyValue("owner", owner)
                    .setCause(e)
                    .log("a model can't be read now; the shipped one answers");
            return Loaded.NOTHING;
        } finally {
            loading.unlock();
        }
    }

    private Loaded read(Owner owner, ModelStore.Active version, @Nullable Loaded before) {
        try {
            Optional<byte[]> content = store.content(owner, version.version());
            if (content.isEmpty()) {
                throw new UnreadableModelException("the model is not there any more");
            }
            if (!ModelFile.checksum(content.get()).equals(version.checksum())) {
                throw new UnreadableModelException(
                        "the model's bytes are not those that were stored");
            }
            Learnt learnt = ModelFile.read(content.get());
            return new Loaded(
                    version,
                    Optional.of(learnt.serve(Long.toString(version.version()), true, encoder)),
                    content.get().length,
                    false);
        } catch (UnreadableModelException e) {
            LOG.atError()
                    .addKeyValue("tenant", owner.tenant())
                    .addKeyValue("assistant", owner.assistant())
                    .addKeyValue("version", version.version())
                    .addKeyValue("error", e.getMessage())
                    .log("a model can't be read; what was in service before stays");
            return new Loaded(
                    version,
                    before == null ? Optional.empty() : before.model(),
                    before == null ? 0 : before.bytes(),
                    true);
        }
    }

    private void keep(Owner owner, Loaded model) {
        synchronized (loaded) {
            loaded.put(owner, model);
            long bytes = loaded.values().stream().mapToLong(Loaded::bytes).sum();
            for (Owner eldest : List.copyOf(loaded.sequencedKeySet())) {
                if (bytes <= MOST_BYTES || eldest.equals(owner)) {
                    break;
                }
                bytes -= loaded.remove(eldest).bytes();
            }
        }
    }

    private void forget(Owner owner) {
        synchronized (loaded) {
            loaded.remove(owner);
        }
    }

    private int size() {
        synchronized (loaded) {
            return loaded.size();
        }
    }

    private long failed() {
        synchronized (loaded) {
            return loaded.values().stream().filter(Loaded::failed).count();
        }
    }
}
