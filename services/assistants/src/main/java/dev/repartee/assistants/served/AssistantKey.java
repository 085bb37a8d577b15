package dev.repartee.assistants.served;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;

/** An assistant's identity. */
record AssistantKey(TenantId tenant, AssistantId id) {

    static AssistantKey of(ResultSet row) throws SQLException {
        return new AssistantKey(
                new TenantId(row.getString("tenant_id")),
                new AssistantId(row.getString("assistant_id")));
    }
}
