package dev.repartee.identity.ending;

import static dev.repartee.testing.Statements.execute;

import dev.repartee.contract.TenantId;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.SecretBox;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.Tenants;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.account.Memberships;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.tenancy.Members;
import dev.repartee.mail.MailConfig;
import dev.repartee.mail.PostOffice;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.postgres.Sql;
import dev.repartee.postgres.Window;
import dev.repartee.testing.MigratedDatabase;
import dev.repartee.testing.MovableClock;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Businesses with something to lose, on a real database, and a clock that moves when told. */
final class Estate implements AutoCloseable {

    final MovableClock clock = new MovableClock();
    final List<TenantId> erased = new ArrayList<>();
    final Database database;
    final Tenants tenants;
    final Endings endings;
    final AuditLog log;

    private final Accounts accounts;
    private final Memberships memberships;
    private final PostOffice office;
    private final EndingSweep sweep;

    Estate(Path folder) {
        database = MigratedDatabase.open(Schema.MAIN);
        SecretBox box = new SecretBox(MasterKeyFile.readOrCreate(folder.resolve("master.key")));
        tenants = new Tenants(database);
        accounts = new Accounts(database, clock);
        memberships = new Memberships(database, clock);
        office = new PostOffice(database, box, MailConfig.defaults(), clock);
        log = new AuditLog(database, box);
        EndingConfig config = EndingConfig.defaults();
        endings = new Endings(database, config, clock);
        sweep =
                new EndingSweep(
                        endings,
                        config,
                        new EndingSweep.Tools(
                                database,
                                erased::add,
                                new EndingLetters(
                                        office,
                                        new Members(database),
                                        URI.create("https://chat.example")),
                                log),
                        clock);
    }

    int sweep() {
        return sweep.sweep();
    }

    TenantId business() {
        TenantId made = new TenantId("shop-" + UUID.randomUUID());
        tenants.save(new Tenant(made, "Shop", Set.of(), "US"));
        return made;
    }

    /** The address of a new owner. */
    String owner(TenantId tenant) {
        EmailAddress email = new EmailAddress(UUID.randomUUID() + "@shop.example");
        accounts.create(new Accounts.Draft(email, "Owner", null, false, true)).orElseThrow();
        join(tenant, email.value());
        return email.value();
    }

    void join(TenantId tenant, String email) {
        memberships.put(
                accounts.find(new EmailAddress(email)).orElseThrow().id(),
                new Membership(tenant, Role.OWNER.id()));
    }

    boolean accountExists(String email) {
        return accounts.find(new EmailAddress(email)).isPresent();
    }

    List<String> mailsTo(String email) {
        return office.kept(1_000).stream()
                .map(kept -> kept.mail())
                .filter(mail -> mail.to().equals(email))
                .map(mail -> mail.subject())
                .toList();
    }

    /** Messages in two partitions, and something in other tables. */
    void fill(TenantId tenant) {
        for (int weeks = 0; weeks < 2; weeks++) {
            Window window = Window.of(clock.instant()).plus(-weeks);
            execute(
                    database,
                    "CREATE TABLE IF NOT EXISTS %s PARTITION OF chat_messages FOR VALUES FROM ('%s') TO ('%s')"
                            .formatted(
                                    window.partition("chat_messages"),
                                    window.start(),
                                    window.plus(1).start()));
            for (int i = 0; i < 3; i++) {
                execute(
                        database,
                        "INSERT INTO chat_messages (window_start, tenant_id, user_id, request_id,"
                                + " conversation_id, mode, created_at)"
                                + " VALUES (?, ?, 'ana', ?, 'c', 'reply', ?)",
                        window.start(),
                        tenant.value(),
                        UUID.randomUUID().toString(),
                        window.begin());
            }
        }
        execute(
                database,
                "INSERT INTO api_keys (key_hash, key_prefix, tenant_id, name)"
                        + " VALUES (sha256(?::bytea), 'p', ?, 'key')",
                UUID.randomUUID().toString(),
                tenant.value());
        execute(
                database,
                "INSERT INTO assistants (tenant_id, assistant_id, definition) VALUES (?, ?, '{}')",
                tenant.value(),
                UUID.randomUUID().toString());
    }

    /** Every table that has a row of the tenant. */
    List<String> tablesWith(TenantId tenant) {
        List<String> all =
                database.with(
                        connection ->
                                Sql.list(
                                        connection,
                                        """
                                        SELECT table_name FROM information_schema.columns
                                        JOIN pg_class ON relname = table_name
                                          AND NOT relispartition AND relkind IN ('r', 'p')
                                        WHERE column_name = 'tenant_id'
                                          AND table_schema = current_schema()
                                        """,
                                        row -> row.text("table_name")));
        return all.stream().filter(table -> has(table, tenant)).toList();
    }

    private boolean has(String table, TenantId tenant) {
        return database.with(
                connection ->
                        Sql.first(
                                        connection,
                                        "SELECT 1 FROM " + table + " WHERE tenant_id = ? LIMIT 1",
                                        row -> true,
                                        tenant.value())
                                .isPresent());
    }

    @Override
    public void close() {
        sweep.close();
        office.close();
        database.close();
    }
}
