package dev.repartee.app.node;

import dev.repartee.control.Argon2Hasher;
import dev.repartee.control.session.AccountServices;
import dev.repartee.control.session.PasskeyServices;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.Memberships;
import dev.repartee.identity.factor.SecondFactors;
import dev.repartee.identity.passkey.PasskeyConfig;
import dev.repartee.identity.passkey.Passkeys;
import dev.repartee.identity.password.BoundedHasher;
import dev.repartee.identity.password.BreachedPasswordFile;
import dev.repartee.identity.password.BreachedPasswords;
import dev.repartee.identity.password.PasswordHasher;
import dev.repartee.identity.password.PasswordPolicy;
import dev.repartee.identity.selfservice.AccountsConfig;
import dev.repartee.identity.selfservice.Desk;
import dev.repartee.identity.selfservice.SelfService;
import dev.repartee.identity.session.LoginConfig;
import dev.repartee.identity.session.Logins;
import dev.repartee.identity.signin.Doors;
import dev.repartee.identity.signin.PasskeySignIn;
import dev.repartee.identity.signin.Passwords;
import dev.repartee.identity.signin.SignIn;
import dev.repartee.identity.signin.Throttle;
import dev.repartee.mail.MailConfig;
import dev.repartee.mail.PostOffice;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * Who signs in.
 *
 * @param hasher hashes their passwords
 * @param passwords compares and replaces them
 * @param desk works off what they asked for by mail
 * @param services what they do to their own accounts
 */
public record People(
        PasswordHasher hasher, Passwords passwords, Desk desk, AccountServices services) {

    private static final Duration HASH_PATIENCE = Duration.ofSeconds(5);

    static People open(Stores stores, Directory directory, Settings settings, Clock clock) {
        AccountsConfig config = settings.of(AccountsConfig.class);
        Accounts accounts = new Accounts(stores.main(), clock);
        Memberships memberships = new Memberships(stores.main(), clock);
        LoginConfig longevity = settings.of(LoginConfig.class);
        Logins logins =
                new Logins(
                        stores.main(),
                        directory.accessTokens(),
                        memberships,
                        directory.revoked(),
                        longevity,
                        clock);
        SecondFactors factors = new SecondFactors(stores.main(), stores.secrets(), clock);
        PasswordHasher hasher =
                new BoundedHasher(new Argon2Hasher(), config.hashesAtOnce(), HASH_PATIENCE);
        Passwords passwords = new Passwords(accounts, hasher, new PasswordPolicy(breached(config)));
        Throttle throttle = new Throttle(stores.main(), clock);
        PostOffice office =
                new PostOffice(
                        stores.main(), stores.secrets(), settings.of(MailConfig.class), clock);
        Desk desk = new Desk();
        return new People(
                hasher,
                passwords,
                desk,
                new AccountServices(
                        accounts,
                        memberships,
                        logins,
                        new SignIn(
                                new Doors(accounts, memberships, factors, stores.main(), clock),
                                passwords,
                                throttle,
                                logins),
                        factors,
                        new SelfService(
                                config,
                                accounts,
                                passwords,
                                new SelfService.Places(directory.tenants(), memberships, throttle),
                                logins,
                                new SelfService.Post(
                                        office, desk, stores.main(), stores.secrets(), clock)),
                        office));
    }

    /**
     * Their passkeys.
     *
     * @throws IllegalArgumentException when the configured pages are not of one site
     */
    PasskeyServices passkeys(Stores stores, Settings settings, Clock clock) {
        Passkeys passkeys =
                new Passkeys(
                        stores.main(),
                        settings.of(PasskeyConfig.class)
                                .site(settings.of(AccountsConfig.class).publicUrl()),
                        clock);
        return new PasskeyServices(
                passkeys,
                new PasskeySignIn(
                        new Doors(
                                accounts(),
                                memberships(),
                                services.factors(),
                                stores.main(),
                                clock),
                        services.signIn(),
                        passkeys,
                        new Throttle(stores.main(), clock)));
    }

    /** The people. */
    public Accounts accounts() {
        return services.accounts();
    }

    /** Where they belong. */
    public Memberships memberships() {
        return services.memberships();
    }

    /** What waits is worked off first. */
    void close() {
        desk.close();
        services.office().close();
    }

    private static BreachedPasswords breached(AccountsConfig config) {
        String file = config.breachedPasswords();
        return file == null ? BreachedPasswords.NONE : new BreachedPasswordFile(Path.of(file));
    }
}
