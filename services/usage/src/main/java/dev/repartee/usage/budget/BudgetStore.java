package dev.repartee.usage.budget;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Budgets in the database. Throws {@link dev.repartee.contract.ReparteeException} with {@code
 * STORE_UNAVAILABLE} when it does not answer.
 */
public final class BudgetStore {

    /** Under which name caches of them are told of changes. */
    public static final String CACHE = "budgets";

    private static final String ALL =
            "SELECT tenant_id, assistant_id, period, limit_nanos, cheaper_at, cheaper_model"
                    + " FROM budgets";

    private final Database database;

    public BudgetStore(Database database) {
        this.database = database;
    }

    /** The budgets of a tenant. */
    public List<Budget> list(TenantId tenant) {
        return database.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    ALL + " WHERE tenant_id = ? ORDER BY assistant_id, period")) {
                        select.setString(1, tenant.value());
                        return budgets(select);
                    }
                });
    }

    /** Sets a budget, in the place of the one of the same assistant and period. */
    public void put(Budget budget) {
        database.with(
                connection -> {
                    try (PreparedStatement put =
                            connection.prepareStatement(
                                    "INSERT INTO budgets (tenant_id, assistant_id, period,"
                                            + " limit_nanos, cheaper_at, cheaper_model)"
                                            + " VALUES (?, ?, ?, ?, ?, ?)"
                                            + " ON CONFLICT (tenant_id, assistant_id, period)"
                                            + " DO UPDATE SET limit_nanos = EXCLUDED.limit_nanos,"
                                            + " cheaper_at = EXCLUDED.cheaper_at,"
                                            + " cheaper_model = EXCLUDED.cheaper_model")) {
                        put.setString(1, budget.tenant().value());
                        put.setString(2, text(budget.assistant()));
                        put.setString(3, budget.period().word());
                        put.setLong(4, budget.limitNanos());
                        put.setInt(5, budget.cheaperAt());
                        put.setString(6, budget.cheaperModel());
                        return put.executeUpdate();
                    }
                });
    }

    /**
     * Removes a budget.
     *
     * @return whether it was there
     */
    public boolean delete(TenantId tenant, @Nullable AssistantId assistant, Period period) {
        return database.with(
                connection -> {
                    try (PreparedStatement delete =
                            connection.prepareStatement(
                                    "DELETE FROM budgets WHERE tenant_id = ?"
                                            + " AND assistant_id = ? AND period = ?")) {
                        delete.setString(1, tenant.value());
                        delete.setString(2, text(assistant));
                        delete.setString(3, period.word());
                        return delete.executeUpdate() > 0;
                    }
                });
    }

    /** The budgets of all tenants. */
    List<Budget> all() {
        return database.with(
                connection -> {
                    try (PreparedStatement select = connection.prepareStatement(ALL)) {
                        return budgets(select);
                    }
                });
    }

    private static List<Budget> budgets(PreparedStatement select) throws SQLException {
        List<Budget> budgets = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                String assistant = rows.getString(2);
                budgets.add(
                        new Budget(
                                new TenantId(rows.getString(1)),
                                assistant.isEmpty() ? null : new AssistantId(assistant),
                                Period.of(rows.getString(3)).orElseThrow(),
                                rows.getLong(4),
                                rows.getInt(5),
                                rows.getString(6)));
            }
        }
        return budgets;
    }

    private static String text(@Nullable AssistantId assistant) {
        return assistant == null ? "" : assistant.value();
    }
}
