package dev.repartee.control.session;

import dev.repartee.assistants.AssistantStore;
import dev.repartee.contract.TenantId;
import dev.repartee.control.AccountParts;
import dev.repartee.control.ControlConfig;
import dev.repartee.control.ControlPlane;
import dev.repartee.control.ControlServices;
import dev.repartee.control.Erasures;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.passkey.PasskeyConfig;
import dev.repartee.identity.passkey.Passkeys;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.selfservice.AccountsConfig;
import dev.repartee.identity.signin.PasskeySignIn;
import dev.repartee.identity.signin.Throttle;
import dev.repartee.mail.KeptMail;
import dev.repartee.testing.MovableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A control plane with everything that signing in needs, on a real database, with a clock that
 * moves when told. All test classes that ask for it share one.
 */
final class Lobby implements AutoCloseable {

    static final String GOOD = "gravel otter lamp 77 sunday";

    private static final TenantId ACME = new TenantId("acme");
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    /** As finely as PostgreSQL stores it, so that what is read back is never in the future. */
    final MovableClock clock = new MovableClock(Instant.now().truncatedTo(ChronoUnit.MICROS));

    final Accounts accounts;
    final Throttle throttle;

    private final AccountParts parts;
    private final ControlPlane control;
    private final String hashOfGood;

    private Lobby(Path folder) {
        parts = new AccountParts(folder, clock, AccountsConfig.Registrations.OPEN);
        parts.tenants.save(new Tenant(ACME, "Acme", Set.of(), "US"));
        accounts = parts.accounts;
        throttle = parts.throttle;
        hashOfGood = parts.hasher.hash(GOOD);
        Passkeys passkeys =
                new Passkeys(
                        parts.database,
                        PasskeyConfig.defaults().site(URI.create(SoftwareAuthenticator.HOME)),
                        clock);
        control =
                new ControlPlane(
                                ControlConfig.defaults(),
                                new ControlServices(
                                        new AssistantStore(parts.database, clock),
                                        parts.tokens::verify,
                                        new Erasures()))
                        .with(Clock.class, clock)
                        .with(AuditLog.class, new AuditLog(parts.database, parts.box))
                        .with(AccountServices.class, parts.services())
                        .with(
                                PasskeyServices.class,
                                new PasskeyServices(
                                        passkeys,
                                        new PasskeySignIn(
                                                parts.doors, parts.signIn, passkeys, throttle)));
        control.start();
    }

    /** Gives test classes the one lobby. */
    static final class Shared implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Lobby.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(Lobby.class, type -> open(), Lobby.class);
        }

        private static Lobby open() {
            try {
                return new Lobby(Files.createTempDirectory("lobby"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Somebody from an address that nobody else comes from. */
    Guest guest() {
        int number = ADDRESSES.incrementAndGet();
        return guest("10.7." + number / 250 + "." + (1 + number % 250));
    }

    Guest guest(String address) {
        return new Guest(control.port(), address);
    }

    /** Somebody with an account whose password is {@link #GOOD}. */
    Account account() {
        return account(hashOfGood, false);
    }

    /** Somebody whose password was chosen for them. */
    Account newcomer(String password) {
        return account(parts.hasher.hash(password), true);
    }

    static Map<String, Object> credentials(Account account, String password) {
        return Map.of("email", account.email().value(), "password", password);
    }

    /** Signs in by password alone. */
    Guest.Answer signIn(Guest guest, Account account) {
        return guest.post("/session", credentials(account, GOOD));
    }

    List<String> subjectsOfMailsTo(Account account) {
        return parts.office.kept(1_000).stream()
                .map(KeptMail::mail)
                .filter(mail -> mail.to().equals(account.email().value()))
                .map(mail -> mail.subject())
                .toList();
    }

    private Account account(String hash, boolean mustChange) {
        Account made =
                accounts.create(
                                new Accounts.Draft(
                                        new EmailAddress(UUID.randomUUID() + "@acme.example"),
                                        "Somebody",
                                        hash,
                                        mustChange,
                                        true))
                        .orElseThrow();
        parts.memberships.put(made.id(), new Membership(ACME, Role.OWNER.id()));
        return made;
    }

    @Override
    public void close() {
        control.close();
        parts.close();
    }
}
