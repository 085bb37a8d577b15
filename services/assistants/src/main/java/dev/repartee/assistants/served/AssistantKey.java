package dev.repartee.assistants.served;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Row;
import java.sql.SQLException;

/** An assistant's identity. */
record AssistantKey(TenantId tenant, AssistantId id) {

    static AssistantKey of(Row row) throws SQLException {
        return new AssistantKey(
                new TenantId(row.text("tenant_id")), new AssistantId(row.text("assistant_id")));
    }
}
