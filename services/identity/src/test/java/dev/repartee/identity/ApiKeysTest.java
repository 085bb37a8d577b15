package dev.repartee.identity;

import static dev.repartee.testing.Statements.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.key.ApiKeyDraft;
import dev.repartee.identity.key.ApiKeys;
import dev.repartee.identity.key.IssuedApiKey;
import dev.repartee.identity.key.ListedApiKey;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.role.Roles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {

    private Fixture fixture;
    private ApiKeys keys;

    @BeforeEach
    void start(@TempDir Path folder) {
        fixture = new Fixture(folder);
        keys = new ApiKeys(fixture.database, fixture.clock);
        keys.refresh();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void namesTheTenantOfItsHolder() {
        IssuedApiKey issued = keys.create(Fixture.ACME, "server", null);

        assertThat(issued.text()).startsWith("rp_" + issued.key().prefix() + "_").hasSize(52);
        assertThat(keys.principal(issued.text()))
                .contains(
                        new Principal.ApiKeyPrincipal(
                                Fixture.ACME, issued.key().prefix(), Role.ADMIN.id()));
        assertThat(issued.toString()).doesNotContain(issued.text());
    }

    @Test
    void refusesWhatIsNotExactlyAKey() {
        String key = keys.create(Fixture.ACME, "server", null).text();

        assertThat(keys.principal(key + "x")).isEmpty();
        assertThat(keys.principal(key.substring(1))).isEmpty();
        assertThat(keys.principal("rp__")).isEmpty();
        assertThat(keys.principal("")).isEmpty();
        assertThat(keys.principal("rp_" + "x".repeat(100_000))).isEmpty();
    }

    @Test
    void storesNothingThatOpensTheDoor() {
        String key = keys.create(Fixture.ACME, "server", null).text();

        assertThat(text(fixture.database, "SELECT k::text FROM api_keys k"))
                .doesNotContain(key.substring(12));
    }

    @Test
    void endsWithRevocationAndExpiry() {
        IssuedApiKey revoked = keys.create(Fixture.ACME, "one", null);
        IssuedApiKey expiring =
                keys.create(Fixture.ACME, "two", fixture.clock.instant().plus(Duration.ofHours(1)));

        assertThat(keys.revoke(new TenantId("other"), revoked.key().prefix())).isFalse();
        assertThat(keys.revoke(Fixture.ACME, revoked.key().prefix())).isTrue();
        assertThat(keys.principal(revoked.text())).isEmpty();
        assertThat(keys.principal(expiring.text())).isPresent();
        fixture.clock.advance(Duration.ofHours(1));
        assertThat(keys.principal(expiring.text())).isEmpty();
    }

    @Test
    void listsOnlyTheTenantsOwn() {
        TenantId other = new TenantId("other");
        fixture.tenants.save(new Tenant(other, "Other", Set.of(), "US"));
        keys.create(Fixture.ACME, "one", null);
        keys.create(other, "two", null);

        assertThat(keys.list(Fixture.ACME))
                .extracting(listed -> listed.key().name())
                .containsExactly("one");
    }

    @Test
    void listsWhatHasExpiredButNotWhatWasRevoked() {
        keys.create(Fixture.ACME, "short", fixture.clock.instant().plus(Duration.ofHours(1)));
        IssuedApiKey revoked = keys.create(Fixture.ACME, "revoked", null);
        keys.revoke(Fixture.ACME, revoked.key().prefix());
        fixture.clock.advance(Duration.ofHours(2));
        keys.refresh();

        assertThat(keys.list(Fixture.ACME))
                .singleElement()
                .satisfies(listed -> assertThat(listed.key().name()).isEqualTo("short"));
    }

    @Test
    void mayDoNoMoreThanItsScopesAndNoMoreThanItsRole() {
        Roles roles = new Roles(fixture.database);
        Set<Permission> scopes = Set.of(Permission.MESSAGES_SEND, Permission.TENANT_CHANGE);
        String text =
                keys.create(
                                new ApiKeyDraft(
                                        Fixture.ACME,
                                        "narrow",
                                        Role.AGENT.id(),
                                        scopes,
                                        "account:a",
                                        null))
                        .text();
        Principal principal = keys.principal(text).orElseThrow();

        assertThat(roles.granted(principal).permissions())
                .containsExactly(Permission.MESSAGES_SEND);
        ApiKeys elsewhere = new ApiKeys(fixture.database, fixture.clock);
        elsewhere.refresh();
        assertThat(elsewhere.principal(text)).contains((Principal.ApiKeyPrincipal) principal);
    }

    @Test
    void tellsToAMinuteWhenItWasLastUsed() {
        String text = keys.create(Fixture.ACME, "server", null).text();
        keys.writeUses();
        assertThat(keys.list(Fixture.ACME)).extracting(ListedApiKey::lastUsedAt).containsNull();

        fixture.clock.advance(Duration.ofMinutes(1));
        keys.principal(text);
        keys.refresh();
        Instant used = fixture.clock.instant();
        String version = cacheVersion();
        keys.writeUses();

        assertThat(keys.list(Fixture.ACME))
                .extracting(ListedApiKey::lastUsedAt)
                .containsExactly(used);
        assertThat(cacheVersion()).as("no cache is told of a use").isEqualTo(version);
        ApiKeys behind = new ApiKeys(fixture.database, fixture.clock);
        behind.refresh();
        fixture.clock.advance(Duration.ofMinutes(-30));
        behind.principal(text);
        behind.writeUses();
        assertThat(keys.list(Fixture.ACME))
                .as("an earlier use that is told later")
                .extracting(ListedApiKey::lastUsedAt)
                .containsExactly(used);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "\u0000"})
    void hasANameThatCanBeShown(String name) {
        assertThatThrownBy(() -> keys.create(Fixture.ACME, name, null))
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FIELD));
    }

    private String cacheVersion() {
        return text(fixture.database, "SELECT version FROM cache_versions WHERE name = 'api_keys'");
    }

    @Test
    void staysWhatItWasWhileTheDatabaseIsGone() {
        String key = keys.create(Fixture.ACME, "server", null).text();
        fixture.database.close();

        assertThatThrownBy(keys::refresh)
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
        assertThat(keys.principal(key)).isPresent();
    }

    @Test
    void tenantsKeepTheirPolicy() {
        Tenants fresh = new Tenants(fixture.database);
        assertThat(fresh.find(Fixture.ACME)).isEmpty();
        fresh.refresh();

        assertThat(fresh.find(Fixture.ACME))
                .contains(new Tenant(Fixture.ACME, "Acme", Set.of("email"), "DE"));
        fresh.save(new Tenant(Fixture.ACME, "Acme", Set.of(), "US"));
        assertThat(fresh.all()).extracting(Tenant::redact).containsExactly(Set.of());
    }
}
