package dev.repartee.postgres;

import dev.repartee.runtime.Periodic;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells caches that what they hold was changed: polls the table {@code cache_versions}, whose rows
 * are bumped in the same transaction as each change.
 *
 * <p>A listener is called with every version that it has not yet taken, the first one included, on
 * the poller's thread; when it throws it is called again at the next poll. Several changes between
 * two polls are one call. While PostgreSQL is gone nobody is called: caches keep what they have.
 */
public final class CacheVersions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CacheVersions.class);

    private final Database database;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final Periodic polls;

    /** Reloads a cache. */
    @FunctionalInterface
    public interface Listener {
        /** Something of the name was changed, or is seen for the first time. */
        void changed(long version);
    }

    /**
     * @param period between two polls, about a second
     */
    public CacheVersions(Database database, Duration period) {
        this.database = database;
        this.polls = Periodic.fromStart("cache-versions", period, this::poll);
    }

    /** Begins to poll. */
    public void start() {
        polls.start();
    }

    /** Calls the listener when something of that name was changed. */
    public void subscribe(String name, Listener listener) {
        subscriptions.add(new Subscription(name, listener));
    }

    /**
     * Polls once now, on the caller's thread; for those who can not wait for the next turn. Caches
     * hold every tenant's things, so they are filled outside of any {@link TenantScope}.
     */
    public void poll() {
        TenantScope.everywhere(
                () -> {
                    reload();
                    return this;
                });
    }

    private void reload() {
        Map<String, Long> versions = read();
        for (Subscription subscription : subscriptions) {
            Long version = versions.get(subscription.name);
            if (version != null) {
                subscription.offer(version);
            }
        }
    }

    /** Stops polling; a listener that is running has five seconds to end. */
    @Override
    public void close() {
        polls.close();
    }

    private Map<String, Long> read() {
        return database.with(
                connection -> {
                    try (PreparedStatement query =
                                    connection.prepareStatement(
                                            "SELECT name, version FROM cache_versions");
                            ResultSet rows = query.executeQuery()) {
                        Map<String, Long> versions = new HashMap<>();
                        while (rows.next()) {
                            versions.put(rows.getString(1), rows.getLong(2));
                        }
                        return versions;
                    }
                });
    }

    private static final class Subscription {

        private final String name;
        private final Listener listener;

        /** The version that the listener has taken; guarded by this. */
        private long taken = Long.MIN_VALUE;

        Subscription(String name, Listener listener) {
            this.name = name;
            this.listener = listener;
        }

        synchronized void offer(long version) {
            if (version == taken) {
                return;
            }
            try {
                listener.changed(version);
                taken = version;
            } catch (RuntimeException e) {
                LOG.atWarn()
                        .addKeyValue("cache", name)
                        .setCause(e)
                        .log("a cache was not reloaded; it will be tried again");
            }
        }
    }
}
