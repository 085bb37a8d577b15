package dev.repartee.privacy;

import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import dev.repartee.runtime.Periodic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes now and then what tenants don't keep any longer: messages with their feedback, decisions
 * about safety and calls of tools. Several processes may do so at once. The audit log stays, and so
 * do sums of usage, which name nobody.
 */
public final class RetentionSweep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionSweep.class);

    private final Retention retention;
    private final OldRecords records;
    private final Clock clock;
    private final Counter deleted;
    private final Periodic rounds;

    public RetentionSweep(
            Database database,
            Retention retention,
            RetentionConfig config,
            MeterRegistry meters,
            Clock clock) {
        this.retention = retention;
        this.records = new OldRecords(database);
        this.clock = clock;
        this.deleted =
                Counter.builder("repartee_retention_deleted")
                        .description("Messages that were older than their tenant keeps them")
                        .register(meters);
        this.rounds = Periodic.fromStart("retention", config.every(), this::sweep);
    }

    /** Begins; returns at once. */
    public void start() {
        rounds.start();
    }

    /** Looks through all tenants once; blocks. Tells how many messages were deleted. */
    public long sweep() {
        Instant now = clock.instant();
        long messages = 0;
        for (Map.Entry<TenantId, Integer> one : retention.all().entrySet()) {
            long gone = records.delete(one.getKey(), now.minus(Duration.ofDays(one.getValue())));
            if (gone > 0) {
                deleted.increment(gone);
                LOG.atInfo()
                        .addKeyValue("tenant", one.getKey())
                        .addKeyValue("messages", gone)
                        .log("deleted what is older than the tenant keeps it");
            }
            messages += gone;
        }
        return messages;
    }

    @Override
    public void close() {
        rounds.close();
    }
}
