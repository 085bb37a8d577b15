package dev.repartee.privacy;

import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How long each tenant keeps what was said there. Every call blocks. Thread-safe. */
public final class Retention {

    /** More than the log keeps, from which what was deleted earlier could be stored anew. */
    public static final int FEWEST_DAYS = 8;

    /** A hundred years. */
    public static final int MOST_DAYS = 36_500;

    private final Database database;
    private final RetentionConfig config;

    public Retention(Database database, RetentionConfig config) {
        this.database = database;
        this.config = config;
    }

    /** What the tenant chose; empty for the deployment's default. */
    public OptionalInt chosen(TenantId tenant) {
        return database.with(
                        connection ->
                                Sql.first(
                                        connection,
                                        "SELECT coalesce(message_days, 0) AS days FROM tenants"
                                                + " WHERE tenant_id = ?",
                                        Retention::days,
                                        tenant.value()))
                .filter(days -> days > 0)
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    /** What holds for tenants that chose nothing; empty for ever. */
    public OptionalInt usual() {
        Integer days = config.messageDays();
        return days == null ? OptionalInt.empty() : OptionalInt.of(days);
    }

    /**
     * Chooses.
     *
     * @param days null for the deployment's default
     * @throws IllegalArgumentException when they are fewer or more than allowed
     */
    public void choose(TenantId tenant, @Nullable Integer days) {
        if (days != null) {
            check(days);
        }
        database.with(
                connection ->
                        Sql.update(
                                connection,
                                "UPDATE tenants SET message_days = ? WHERE tenant_id = ?",
                                days,
                                tenant.value()));
    }

    /**
     * What would be deleted now if the tenant chose so; deletes nothing. Counts every row of that
     * age, so it takes its time where there are millions.
     *
     * @throws IllegalArgumentException when the days are fewer or more than allowed
     */
    public Doomed preview(TenantId tenant, int days, Instant now) {
        check(days);
        return new OldRecords(database).count(tenant, now.minus(Duration.ofDays(days)));
    }

    private static void check(int days) {
        if (days < FEWEST_DAYS || days > MOST_DAYS) {
            throw new IllegalArgumentException(
                    "days must be %d to %d".formatted(FEWEST_DAYS, MOST_DAYS));
        }
    }

    /** Every tenant that doesn't keep for ever, and how many days it keeps. */
    Map<TenantId, Integer> all() {
        List<Map.Entry<TenantId, Integer>> chosen =
                database.everywhere(
                        connection ->
                                Sql.list(
                                        connection,
                                        "SELECT tenant_id, coalesce(message_days, 0) AS days"
                                                + " FROM tenants ORDER BY tenant_id",
                                        row ->
                                                Map.entry(
                                                        new TenantId(row.text("tenant_id")),
                                                        days(row))));
        Map<TenantId, Integer> days = new LinkedHashMap<>();
        for (Map.Entry<TenantId, Integer> one : chosen) {
            if (one.getValue() > 0) {
                days.put(one.getKey(), one.getValue());
            } else {
                usual().ifPresent(usual -> days.put(one.getKey(), usual));
            }
        }
        return days;
    }

    private static int days(Row row) throws SQLException {
        return Math.toIntExact(row.number("days"));
    }
}
