package dev.repartee.identity.key;

import dev.repartee.runtime.Periodic;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down once a minute, and at the end, which API keys this process has seen, and forgets
 * those that ended long ago. A process that dies forgets the uses of its last minute, no more.
 */
public final class KeyUpkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeyUpkeep.class);

    private static final Duration EVERY = Duration.ofMinutes(1);

    private final ApiKeys keys;
    private final KeyConfig config;
    private final Periodic minutes = Periodic.toEnd("api-keys", EVERY, this::look);

    public KeyUpkeep(ApiKeys keys, KeyConfig config) {
        this.keys = keys;
        this.config = config;
    }

    /** Begins; returns at once. */
    public void start() {
        minutes.start();
    }

    /** Writes down what is left. */
    @Override
    public void close() {
        minutes.close();
    }

    private void look() {
        keys.writeUses();
        long forgotten = keys.forgetEnded(config.keepEnded());
        if (forgotten > 0) {
            LOG.atInfo().addKeyValue("keys", forgotten).log("forgot API keys that ended long ago");
        }
    }
}
