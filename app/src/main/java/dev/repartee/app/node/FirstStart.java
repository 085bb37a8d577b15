package dev.repartee.app.node;

import static dev.repartee.identity.role.Role.OWNER;

import dev.repartee.app.FirstRun;
import dev.repartee.assistants.files.AssistantApplier;
import dev.repartee.assistants.files.DemoContent;
import dev.repartee.assistants.files.DocumentShelf;
import dev.repartee.contract.TenantId;
import dev.repartee.control.Passwords;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.runtime.StartupException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private final Directory directory;
    private final People people;
    private final DocumentShelf documents;

    FirstStart(Directory directory, People people, DocumentShelf documents) {
        this.directory = directory;
        this.people = people;
        this.documents = documents;
    }

    void run(Path data, URI url) {
        if (Files.exists(FirstRun.file(data))) {
            return;
        }
        if (directory.tenants().find(TENANT).isEmpty()) {
            directory.tenants().save(new Tenant(TENANT, "Velo Verde (demo)", Set.of("card"), "US"));
            new AssistantApplier(directory.assistantStore(), documents, List.of())
                    .apply(TENANT, List.of(DemoContent.veloVerde()));
        }
        String password = Passwords.random();
        saveAdministrator(password);
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

    private void saveAdministrator(String password) {
        EmailAddress email = new EmailAddress(ADMIN);
        String hash = people.hasher().hash(password);
        Account account =
                people.accounts()
                        .create(new Accounts.Draft(email, "Administrator", hash, true, true))
                        .or(() -> people.accounts().find(email))
                        .orElseThrow();
        people.accounts().setPassword(account.id(), hash, true);
        people.memberships().put(account.id(), new Membership(TENANT, OWNER.id()));
    }
}
