package dev.repartee.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.LoginId;
import dev.repartee.contract.UserId;
import dev.repartee.identity.Authentication.Authenticated;
import dev.repartee.identity.Authentication.Refused;
import dev.repartee.identity.Principal.ApiKeyPrincipal;
import dev.repartee.identity.key.ApiKeys;
import dev.repartee.identity.key.IssuedApiKey;
import dev.repartee.identity.role.Roles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials that depend on others, and callers who stay. */
class IdentityTest {

    private static final UserId ANNA = new UserId("anna");

    private final Set<LoginId> ended = new HashSet<>();
    private Fixture fixture;
    private ApiKeys keys;
    private UserTokens tokens;
    private Identity identity;

    @BeforeEach
    void start(@TempDir Path folder) {
        fixture = new Fixture(folder);
        keys = new ApiKeys(fixture.database, fixture.clock);
        UserTokenConfig config = UserTokenConfig.defaults();
        SigningKeys signing =
                new SigningKeys(
                        fixture.database, fixture.box, config.longestLifetime(), fixture.clock);
        tokens = new UserTokens(signing, config, fixture.clock);
        tokens.refresh();
        identity =
                new Identity(
                        keys,
                        tokens,
                        new AccessTokens(
                                signing,
                                AccessTokenConfig.defaults(),
                                ended::contains,
                                fixture.clock),
                        new Roles(fixture.database));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aUsersTokenEndsWithTheKeyThatAskedForIt() {
        IssuedApiKey key = keys.create(Fixture.ACME, "shop", null);
        IssuedApiKey other = keys.create(Fixture.ACME, "app", null);
        String token = tokens.mint(holder(key), ANNA, Duration.ofHours(1)).text();
        String otherToken = tokens.mint(holder(other), ANNA, null).text();
        Principal anna = ((Authenticated) identity.authenticate(token)).principal();

        keys.revoke(Fixture.ACME, key.key().prefix());

        refused(identity.authenticate(token));
        refused(identity.again(anna));
        assertThat(identity.authenticate(otherToken)).isInstanceOf(Authenticated.class);
    }

    @Test
    void aUsersTokenEndsWhenItsKeyExpires() {
        IssuedApiKey key =
                keys.create(
                        Fixture.ACME, "shop", fixture.clock.instant().plus(Duration.ofMinutes(5)));
        String token = tokens.mint(holder(key), ANNA, Duration.ofHours(1)).text();
        assertThat(identity.authenticate(token)).isInstanceOf(Authenticated.class);

        fixture.clock.advance(Duration.ofMinutes(5));

        refused(identity.authenticate(token));
    }

    @Test
    void whoStaysIsLookedAtAgain() {
        IssuedApiKey key = keys.create(Fixture.ACME, "server", null);
        Principal server = holder(key);
        Principal anna =
                ((Authenticated)
                                identity.authenticate(
                                        tokens.mint(Fixture.ACME, ANNA, Duration.ofMinutes(1))
                                                .text()))
                        .principal();
        assertThat(identity.again(server)).isEqualTo(new Authenticated(server));
        assertThat(identity.again(anna)).isEqualTo(new Authenticated(anna));

        keys.revoke(Fixture.ACME, key.key().prefix());
        fixture.clock.advance(Duration.ofMinutes(1));

        refused(identity.again(server));
        assertThat(identity.again(anna)).isEqualTo(TokenVerifier.EXPIRED);
    }

    private ApiKeyPrincipal holder(IssuedApiKey key) {
        return keys.principal(key.text()).orElseThrow();
    }

    private static void refused(Authentication outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
    }
}
