package dev.repartee.app.node;

import dev.repartee.control.Argon2Hasher;
import dev.repartee.control.session.AccountServices;
import dev.repartee.identity.AccessTokenConfig;
import dev.repartee.identity.AccessTokens;
import dev.repartee.identity.SigningKeys;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.Memberships;
import dev.repartee.identity.password.PasswordHasher;
import dev.repartee.identity.session.LoginConfig;
import dev.repartee.identity.session.Logins;
import dev.repartee.identity.session.RevokedLogins;
import dev.repartee.identity.signin.SignIn;
import java.time.Clock;

/**
 * Who signs in.
 *
 * @param accounts the people
 * @param memberships where they belong
 * @param hasher hashes their passwords
 * @param accessTokens their tokens
 * @param revoked whose tokens are worth nothing any more
 * @param logins where they are signed in
 */
public record People(
        Accounts accounts,
        Memberships memberships,
        PasswordHasher hasher,
        AccessTokens accessTokens,
        RevokedLogins revoked,
        Logins logins) {

    static People open(Stores stores, SigningKeys keys, Settings settings, Clock clock) {
        AccessTokenConfig tokens = settings.of(AccessTokenConfig.class);
        RevokedLogins revoked =
                new RevokedLogins(stores.main(), tokens.lifetime().plus(tokens.clockSkew()), clock);
        AccessTokens accessTokens = new AccessTokens(keys, tokens, revoked, clock);
        Memberships memberships = new Memberships(stores.main(), clock);
        return new People(
                new Accounts(stores.main(), clock),
                memberships,
                new Argon2Hasher(),
                accessTokens,
                revoked,
                new Logins(
                        stores.main(),
                        accessTokens,
                        memberships,
                        revoked,
                        settings.of(LoginConfig.class),
                        clock));
    }

    AccountServices services() {
        return new AccountServices(
                accounts, logins, new SignIn(accounts, memberships, hasher, logins));
    }
}
