package dev.repartee.knowledge;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.testing.MigratedDatabase;
import dev.repartee.testing.Statements;

/** A migrated database with two tenants that have an assistant each. */
public final class DocumentFixture implements AutoCloseable {

    public static final TenantId ACME = new TenantId("acme");
    public static final TenantId OTHER = new TenantId("other");
    public static final AssistantId HELPER = new AssistantId("helper");

    public final Database database;
    public final DocumentStore store;

    public DocumentFixture() {
        database = MigratedDatabase.open(Schema.MAIN);
        store = new DocumentStore(database);
        execute(
                "INSERT INTO tenants (tenant_id, name) VALUES ('acme', 'Acme'), ('other',"
                        + " 'Other')");
        execute(
                "INSERT INTO assistants (tenant_id, assistant_id, definition)"
                        + " VALUES ('acme', 'helper', '{}'), ('other', 'helper', '{}')");
    }

    public void execute(String sql) {
        Statements.execute(database, sql);
    }

    public static DocumentDraft draft(String id, String content) {
        return new DocumentDraft(id, "Title of " + id, DocumentDraft.PLAIN, content);
    }

    @Override
    public void close() {
        database.close();
    }
}
