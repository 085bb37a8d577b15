package dev.repartee.knowledge;

import dev.repartee.contract.ReparteeException;
import dev.repartee.knowledge.KnowledgeCatalog.Key;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The index of one assistant, and whether it is up to date. */
final class LoadedKnowledge {

    private static final Logger LOG = LoggerFactory.getLogger(LoadedKnowledge.class);

    private final Key key;
    private final DocumentStore store;
    private final KnowledgeConfig config;
    private final Clock clock;
    private final LoadMetrics metrics;

    /** Held while the documents are read; a virtual thread that waits for it costs nothing. */
    private final ReentrantLock loading = new ReentrantLock();

    /** How often the documents were said to have changed. */
    private final AtomicLong changes = new AtomicLong();

    /** Written under {@link #loading}, read without. */
    private volatile @Nullable Snapshot snapshot;

    /** Owned by {@link #loading}. */
    private Instant retryAt = Instant.MIN;

    /** Owned by {@link #loading}. */
    private boolean closed;

    /**
     * @param changes what {@link LoadedKnowledge#changes} was before the documents were read
     */
    private record Snapshot(KnowledgeIndex index, String revision, long changes) {}

    LoadedKnowledge(
            Key key,
            DocumentStore store,
            KnowledgeConfig config,
            Clock clock,
            LoadMetrics metrics) {
        this.key = key;
        this.store = store;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Returns the index, loaded or refreshed if need be. */
    KnowledgeIndex current() {
        return latest().index();
    }

    /** Names the documents that the index is built from. */
    String edition() {
        return latest().revision();
    }

    private Snapshot latest() {
        Snapshot seen = snapshot;
        if (seen != null && seen.changes() == changes.get()) {
            return seen;
        }
        loading.lock();
        try {
            return refreshed();
        } finally {
            loading.unlock();
        }
    }

    void invalidate() {
        changes.incrementAndGet();
    }

    void close() {
        loading.lock();
        try {
            Snapshot old = snapshot;
            closed = true;
            if (old != null) {
                old.index().close();
            }
        } finally {
            loading.unlock();
        }
    }

    private Snapshot refreshed() {
        Snapshot old = snapshot;
        boolean fresh = old != null && old.changes() == changes.get();
        if (old != null && (fresh || closed || clock.instant().isBefore(retryAt))) {
            return old;
        }
        try {
            Snapshot next = load(old);
            snapshot = next;
            if (old != null && old.index() != next.index()) {
                old.index().close();
            }
            if (closed) {
                next.index().close();
            }
            return next;
        } catch (ReparteeException e) {
            metrics.failed();
            if (old == null) {
                throw e;
            }
            retryAt = clock.instant().plus(config.retryPause());
            LOG.atWarn()
                    .addKeyValue("tenant", key.tenant())
                    .addKeyValue("assistant", key.assistant())
                    .addKeyValue("error", e.code())
                    .log("knowledge can not be refreshed; the older index stays in use");
            return old;
        }
    }

    private Snapshot load(@Nullable Snapshot old) {
        long before = changes.get();
        String revision = store.revision(key.tenant(), key.assistant());
        if (old != null && old.revision().equals(revision)) {
            return new Snapshot(old.index(), revision, before);
        }
        KnowledgeIndex index =
                metrics.loads()
                        .record(
                                () ->
                                        KnowledgeIndex.build(
                                                store.readAll(key.tenant(), key.assistant())));
        return new Snapshot(index, revision, before);
    }
}
