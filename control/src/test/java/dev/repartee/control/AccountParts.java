package dev.repartee.control;

import dev.repartee.control.session.AccountServices;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.SecretBox;
import dev.repartee.identity.AccessTokenConfig;
import dev.repartee.identity.AccessTokens;
import dev.repartee.identity.SigningKeys;
import dev.repartee.identity.Tenants;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.Memberships;
import dev.repartee.identity.factor.SecondFactors;
import dev.repartee.identity.password.BreachedPasswords;
import dev.repartee.identity.password.PasswordPolicy;
import dev.repartee.identity.selfservice.AccountsConfig;
import dev.repartee.identity.selfservice.Desk;
import dev.repartee.identity.selfservice.SelfService;
import dev.repartee.identity.session.LoginConfig;
import dev.repartee.identity.session.Logins;
import dev.repartee.identity.session.RevokedLogins;
import dev.repartee.identity.signin.Doors;
import dev.repartee.identity.signin.Passwords;
import dev.repartee.identity.signin.SignIn;
import dev.repartee.identity.signin.Throttle;
import dev.repartee.mail.MailConfig;
import dev.repartee.mail.PostOffice;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.testing.MigratedDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** All that accounts and signing in are made of, on a real database of their own. */
public final class AccountParts implements AutoCloseable {

    /** Where people reach the system. */
    public static final URI SITE = URI.create("https://chat.example");

    public final Database database;
    public final SecretBox box;
    public final Tenants tenants;
    public final SigningKeys keys;
    public final AccessTokens tokens;
    public final Accounts accounts;
    public final Memberships memberships;
    public final Logins logins;
    public final Argon2Hasher hasher = new Argon2Hasher();
    public final Passwords passwords;
    public final Throttle throttle;
    public final SecondFactors factors;
    public final Doors doors;
    public final SignIn signIn;
    public final PostOffice office;
    public final SelfService selfService;

    private final Desk desk = new Desk();

    /**
     * @param folder for the master key
     */
    public AccountParts(Path folder, Clock clock, AccountsConfig.Registrations registrations) {
        database = MigratedDatabase.open(Schema.MAIN);
        box = new SecretBox(MasterKeyFile.readOrCreate(folder.resolve("master.key")));
        tenants = new Tenants(database);
        keys = new SigningKeys(database, box, Duration.ofDays(30), clock);
        keys.refresh();
        RevokedLogins revoked = new RevokedLogins(database, Duration.ofMinutes(16), clock);
        tokens = new AccessTokens(keys, AccessTokenConfig.defaults(), revoked, clock);
        accounts = new Accounts(database, clock);
        memberships = new Memberships(database, clock);
        logins = new Logins(database, tokens, memberships, revoked, LoginConfig.defaults(), clock);
        passwords = new Passwords(accounts, hasher, new PasswordPolicy(BreachedPasswords.NONE));
        throttle = new Throttle(database, clock);
        factors = new SecondFactors(database, box, clock);
        doors = new Doors(accounts, memberships, factors, database, clock);
        signIn = new SignIn(doors, passwords, throttle, logins);
        office = new PostOffice(database, box, MailConfig.defaults(), clock);
        selfService =
                new SelfService(
                        new AccountsConfig(registrations, SITE, null, 2),
                        accounts,
                        passwords,
                        new SelfService.Places(tenants, memberships, throttle),
                        logins,
                        new SelfService.Post(office, desk, database, box, clock));
    }

    /** What the control plane asks of them. */
    public AccountServices services() {
        return new AccountServices(
                accounts, memberships, logins, signIn, factors, selfService, office);
    }

    @Override
    public void close() {
        desk.close();
        office.close();
        database.close();
    }
}
