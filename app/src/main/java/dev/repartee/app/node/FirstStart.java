package dev.repartee.app.node;

import dev.repartee.app.FirstRun;
import dev.repartee.assistants.files.AssistantApplier;
import dev.repartee.assistants.files.DemoContent;
import dev.repartee.assistants.files.DocumentShelf;
import dev.repartee.contract.TenantId;
import dev.repartee.control.Passwords;
import dev.repartee.identity.Tenant;
import dev.repartee.runtime.StartupException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a fresh system usable: a demo tenant with an assistant that knows something, an API key and
 * an administrator.
 *
 * <p>Runs when {@code first-run.json} is missing. What is there already stays as it is; only the
 * credentials are made anew, since nobody else knows them.
 */
final class FirstStart {

    private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);
    private static final TenantId TENANT = new TenantId("demo");
    private static final String ADMIN = "admin@demo.example";

    private final Stores stores;
    private final Directory directory;
    private final DocumentShelf documents;

    FirstStart(Stores stores, Directory directory, DocumentShelf documents) {
        this.stores = stores;
        this.directory = directory;
        this.documents = documents;
    }

    void run(Path data, URI url) {
        if (Files.exists(FirstRun.file(data))) {
            return;
        }
        if (directory.tenants().find(TENANT).isEmpty()) {
            directory.tenants().save(new Tenant(TENANT, "Velo Verde (demo)", Set.of("card"), "US"));
            new AssistantApplier(directory.assistantStore(), documents)
                    .apply(TENANT, List.of(DemoContent.veloVerde()));
        }
        String password = Passwords.random();
        saveAdministrator(Passwords.hash(password));
        String apiKey = directory.apiKeys().create(TENANT, "first run", null).text();
        directory.refresh();
        try {
            new FirstRun(url, TENANT.value(), apiKey, ADMIN, password).write(data);
        } catch (IOException e) {
            throw StartupException.unwritable(data, e);
        }
        LOG.atInfo()
                .addKeyValue("tenant", TENANT)
                .log("made the demo tenant's credentials, see first-run.json");
    }

    private void saveAdministrator(String passwordHash) {
        stores.main()
                .with(
                        connection -> {
                            try (PreparedStatement upsert =
                                    connection.prepareStatement(
                                            """
                                            INSERT INTO accounts (email, password_hash) VALUES (?, ?)
                                            ON CONFLICT (email) DO UPDATE
                                                SET password_hash = excluded.password_hash,
                                                    must_change = true
                                            """)) {
                                upsert.setString(1, ADMIN);
                                upsert.setString(2, passwordHash);
                                return upsert.executeUpdate();
                            }
                        });
    }
}
