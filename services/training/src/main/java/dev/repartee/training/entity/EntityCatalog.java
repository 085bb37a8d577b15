package dev.repartee.training.entity;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.language.entity.custom.CustomEntities;
import dev.repartee.language.entity.custom.EntityDefinition;
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
 * The entities of tenants and assistants, compiled, in memory.
 *
 * <p>{@link #refresh()} is called when the cache version {@value #CACHE} changes: what is in use is
 * replaced only once its successor is compiled, and no message waits for it. What can't be read now
 * (PostgreSQL is gone) stays as it was. Lists are kept up to a bound of their items; the least
 * recently asked ones go first and are read again when they are asked for. Thread-safe.
 */
public final class EntityCatalog {

    /** The cache version that grows with every change of an entity. */
    public static final String CACHE = "entities";

    private static final Logger LOG = LoggerFactory.getLogger(EntityCatalog.class);
    private static final long MOST_ITEMS = 200_000;

    private final EntityStore store;
    private final ReentrantLock loading = new ReentrantLock();

    /** Written under the lock {@code loading}, read by everyone. */
    private volatile Map<EntityScope, String> states = Map.of();

    /** The least recently asked first; guarded by itself. */
    private final LinkedHashMap<EntityScope, Compiled> compiled =
            new LinkedHashMap<>(16, 0.75f, true);

    private record Compiled(String state, CustomEntities entities, long items) {}

    public EntityCatalog(EntityStore store, MeterRegistry meters) {
        this.store = store;
        Gauge.builder("repartee_nlu_entity_items", this, EntityCatalog::items)
                .description("Items of tenants' own lists in memory")
                .register(meters);
    }

    /** What an assistant's messages may name: its own entities before those of its tenant. */
    public CustomEntities of(TenantId tenant, @Nullable AssistantId assistant) {
        if (states.isEmpty()) {
            return CustomEntities.NONE;
        }
        CustomEntities shared = find(EntityScope.of(tenant));
        return assistant == null ? shared : find(new EntityScope(tenant, assistant)).before(shared);
    }

    /**
     * Reads which entities there are, and compiles those anew that are in use and were changed.
     *
     * @throws ReparteeException when the database doesn't answer; everything stays as it was
     */
    public void refresh() {
        loading.lock();
        try {
            Map<EntityScope, String> next = store.states();
            Map<EntityScope, Compiled> inUse;
            synchronized (compiled) {
                inUse = new HashMap<>(compiled);
            }
            inUse.forEach(
                    (scope, old) -> {
                        String state = next.get(scope);
                        if (state == null) {
                            forget(scope);
                        } else if (!state.equals(old.state())) {
                            keep(scope, compile(scope, state));
                        }
                    });
            states = next;
        } finally {
            loading.unlock();
        }
    }

    private CustomEntities find(EntityScope scope) {
        if (!states.containsKey(scope)) {
            return CustomEntities.NONE;
        }
        return known(scope).map(Compiled::entities).orElseGet(() -> load(scope));
    }

    private CustomEntities load(EntityScope scope) {
        loading.lock();
        try {
            Optional<Compiled> meanwhile = known(scope);
            String state = states.get(scope);
            if (meanwhile.isPresent() || state == null) {
                return meanwhile.map(Compiled::entities).orElse(CustomEntities.NONE);
            }
            Compiled read = compile(scope, state);
            keep(scope, read);
            return read.entities();
        } catch (ReparteeException e) {
            LOG.atDebug()
                    .addKeyValue("tenant", scope.tenant())
                    .setCause(e)
                    .log("a tenant's entities can't be read now");
            return CustomEntities.NONE;
        } finally {
            loading.unlock();
        }
    }

    /** What an older release let through and this one refuses is left out, and told. */
    private Compiled compile(EntityScope scope, String state) {
        List<EntityDefinition> definitions = store.definitions(scope);
        CustomEntities entities;
        try {
            entities = CustomEntities.of(definitions);
        } catch (ReparteeException e) {
            LOG.atError()
                    .addKeyValue("tenant", scope.tenant())
                    .addKeyValue("assistant", scope.assistant())
                    .addKeyValue("error", e.getMessage())
                    .log("a tenant's entities can't be compiled; none of them are found");
            entities = CustomEntities.NONE;
        }
        long items = definitions.stream().mapToLong(EntityForm::items).sum();
        return new Compiled(state, entities, items);
    }

    private Optional<Compiled> known(EntityScope scope) {
        synchronized (compiled) {
            return Optional.ofNullable(compiled.get(scope));
        }
    }

    private void keep(EntityScope scope, Compiled entities) {
        synchronized (compiled) {
            compiled.put(scope, entities);
            long items = items();
            for (EntityScope eldest : List.copyOf(compiled.sequencedKeySet())) {
                if (items <= MOST_ITEMS || eldest.equals(scope)) {
                    break;
                }
                items -= compiled.remove(eldest).items();
            }
        }
    }

    private void forget(EntityScope scope) {
        synchronized (compiled) {
            compiled.remove(scope);
        }
    }

    private long items() {
        synchronized (compiled) {
            return compiled.values().stream().mapToLong(Compiled::items).sum();
        }
    }
}
