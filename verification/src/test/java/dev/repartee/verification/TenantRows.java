package dev.repartee.verification;

import dev.repartee.postgres.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A checksum of every row of a tenant in every table, but for when its own key was used. */
final class TenantRows {

    private final Database database;

    TenantRows(Database database) {
        this.database = database;
    }

    Map<String, String> of(String tenant) {
        return database.everywhere(
                connection -> {
                    Map<String, String> sums = new TreeMap<>();
                    List<String> tables = new ArrayList<>();
                    try (var rows =
                            connection
                                    .createStatement()
                                    .executeQuery(
                                            "SELECT t.relname FROM pg_class t JOIN pg_attribute c"
                                                    + " ON c.attrelid = t.oid AND c.attname ="
                                                    + " 'tenant_id' WHERE t.relkind IN ('r','p') AND"
                                                    + " NOT t.relispartition AND t.relnamespace ="
                                                    + " 'public'::regnamespace")) {
                        while (rows.next()) {
                            tables.add(rows.getString(1));
                        }
                    }
                    for (String table : tables) {
                        try (var rows =
                                connection
                                        .createStatement()
                                        .executeQuery(
                                                "SELECT count(*) || ' ' || coalesce(md5(string_agg("
                                                        + "r, ',' ORDER BY r)), '') FROM (SELECT"
                                                        + " (to_jsonb(t) - 'last_used_at')::text r,"
                                                        + " tenant_id FROM "
                                                        + table
                                                        + " t) rows WHERE tenant_id = '"
                                                        + tenant
                                                        + "'")) {
                            rows.next();
                            sums.put(table, rows.getString(1));
                        }
                    }
                    return sums;
                });
    }
}
