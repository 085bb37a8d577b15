package dev.repartee.knowledge;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The indexes of the assistants that are in use: loaded when first asked for, at most so many at
 * once, and replaced as a whole when their documents change.
 *
 * <p>What was changed is said by {@link #invalidate} or {@link #invalidateAll}; the next question
 * then waits for the new index. While PostgreSQL is gone the loaded ones stay in use; an assistant
 * whose index isn't loaded gets {@code STORE_UNAVAILABLE}. One thread loads an index, others that
 * want the same one wait for it, and nobody else waits. Thread-safe; meant for virtual threads.
 */
public final class KnowledgeCatalog implements AutoCloseable {

    private final DocumentStore store;
    private final KnowledgeConfig config;
    private final Clock clock;
    private final LoadMetrics metrics;

    /** The least recently used first; guarded by itself. */
    private final LinkedHashMap<Key, LoadedKnowledge> loaded = new LinkedHashMap<>(16, 0.75f, true);

    record Key(TenantId tenant, AssistantId assistant) {}

    public KnowledgeCatalog(
            DocumentStore store, KnowledgeConfig config, Clock clock, MeterRegistry registry) {
        this.store = store;
        this.config = config;
        this.clock = clock;
        this.metrics = new LoadMetrics(registry);
        Gauge.builder("repartee_knowledge_indexes", this, KnowledgeCatalog::size)
                .description("Indexes in memory")
                .register(registry);
    }

    /**
     * Asks the index of an assistant.
     *
     * @param ask may be called again when the index was evicted in the middle
     * @throws dev.repartee.contract.ReparteeException with {@code STORE_UNAVAILABLE} when the index
     *     isn't loaded and can't be now
     */
    public <T> T ask(TenantId tenant, AssistantId assistant, Function<KnowledgeIndex, T> ask) {
        while (true) {
            KnowledgeIndex index = entry(new Key(tenant, assistant)).current();
            if (index.acquire()) {
                try {
                    return ask.apply(index);
                } finally {
                    index.close();
                }
            }
        }
    }

    /**
     * Names the contents of the documents that the next question is answered from: equal contents
     * have equal names, and no documents the empty one.
     *
     * @throws dev.repartee.contract.ReparteeException as {@link #ask}
     */
    public String edition(TenantId tenant, AssistantId assistant) {
        return entry(new Key(tenant, assistant)).edition();
    }

    /**
     * Makes sure that the next question to the assistant sees the documents as they are stored now.
     */
    public void invalidate(TenantId tenant, AssistantId assistant) {
        LoadedKnowledge entry;
        synchronized (loaded) {
            entry = loaded.get(new Key(tenant, assistant));
        }
        if (entry != null) {
            entry.invalidate();
        }
    }

    /**
     * As {@link #invalidate} for all; an index whose documents are still the same is kept. Meant
     * for the cache version {@code documents}, which doesn't say whose.
     */
    public void invalidateAll() {
        List<LoadedKnowledge> all;
        synchronized (loaded) {
            all = new ArrayList<>(loaded.values());
        }
        all.forEach(LoadedKnowledge::invalidate);
    }

    /** Closes all indexes; questions under way end well. */
    @Override
    public void close() {
        List<LoadedKnowledge> all;
        synchronized (loaded) {
            all = new ArrayList<>(loaded.values());
            loaded.clear();
        }
        all.forEach(LoadedKnowledge::close);
    }

    private LoadedKnowledge entry(Key key) {
        List<LoadedKnowledge> evicted = new ArrayList<>();
        LoadedKnowledge entry;
        synchronized (loaded) {
            entry =
                    loaded.computeIfAbsent(
                            key,
                            absent -> new LoadedKnowledge(absent, store, config, clock, metrics));
            var eldest = loaded.entrySet().iterator();
            while (loaded.size() > config.maxIndexes() && eldest.hasNext()) {
                Map.Entry<Key, LoadedKnowledge> next = eldest.next();
                eldest.remove();
                evicted.add(next.getValue());
            }
        }
        evicted.forEach(each -> Thread.startVirtualThread(each::close));
        return entry;
    }

    private int size() {
        synchronized (loaded) {
            return loaded.size();
        }
    }
}
