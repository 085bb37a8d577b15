package dev.repartee.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.LoginId;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.identity.Principal.AccountPrincipal;
import dev.repartee.identity.Principal.ApiKeyPrincipal;
import dev.repartee.identity.Principal.UserPrincipal;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.account.Memberships;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.auditlog.ChainedEntry;
import dev.repartee.identity.auditlog.Verdict;
import dev.repartee.identity.platform.GlassBreak;
import dev.repartee.identity.platform.GlassBreaks;
import dev.repartee.identity.platform.Operators;
import dev.repartee.identity.platform.PlatformTenant;
import dev.repartee.identity.platform.PlatformTenants;
import dev.repartee.identity.role.Guests;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.role.Roles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who runs the platform: what they may look at, and what they may stop. */
class PlatformTest {

    private static final AccountId OPERATOR = new AccountId("operator-1");
    private static final String ORIGIN = "192.0.2.9";

    @TempDir private static Path folder;

    private static Fixture fixture;
    private static AuditLog log;
    private static PlatformTenants tenants;
    private static GlassBreaks glass;
    private static Roles roles;

    private final TenantId shop = new TenantId("shop-" + UUID.randomUUID());

    @BeforeAll
    static void open() {
        fixture = new Fixture(folder);
        log = new AuditLog(fixture.database, fixture.box);
        tenants = new PlatformTenants(fixture.database, fixture.clock);
        glass = new GlassBreaks(fixture.database, log, fixture.clock);
        roles = new Roles(fixture.database, fixture.tenants::suspended, glass);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void makeShop() {
        tenants.create(new Tenant(shop, "Shop", Set.of("email"), "DE"));
    }

    @Test
    void aLookReadsForItsTimeAndInItsTenantAlone() {
        assertThat(permissions(shop, OPERATOR)).isEmpty();
        look(shop, Duration.ofMinutes(10));

        assertThat(permissions(shop, OPERATOR))
                .contains(Permission.MESSAGES_READ, Permission.CONVERSATIONS_READ);
        assertThat(permissions(Fixture.ACME, OPERATOR)).isEmpty();
        assertThat(permissions(shop, new AccountId("somebody-else"))).isEmpty();

        fixture.clock.advance(Duration.ofMinutes(10));
        assertThat(permissions(shop, OPERATOR)).isEmpty();
        assertThat(glass.find(glass.into(shop).getFirst().id(), OPERATOR)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Permission.class,
            names = {
                ".*_CHANGE",
                ".*_SEND",
                ".*_ISSUE",
                ".*_ANSWER",
                ".*_GIVE",
                ".*_EXPORT",
                "USERS_ERASE",
                "OWN.*",
                "GLASS_BREAK",
                "AUDIT_LOG_READ"
            },
            mode = EnumSource.Mode.MATCH_ANY)
    void aLookChangesNothingAndTakesNothingOut(Permission permission) {
        look(shop, Duration.ofMinutes(10));
        assertThat(permissions(shop, OPERATOR)).doesNotContain(permission);
    }

    @Test
    void aLookIsInTheTenantsLogAndEachStepOfItToo() {
        GlassBreak look = look(shop, Duration.ofMinutes(10));
        roles.look(
                account(shop, OPERATOR),
                "GET /api/v1/messages/m-1",
                new Guests.Look("/api/v1/messages/m-1", ORIGIN));
        glass.end(look.id(), OPERATOR, ORIGIN);

        List<ChainedEntry> entries = log.newest(shop, Long.MAX_VALUE, 10).reversed();
        assertThat(entries)
                .extracting(entry -> entry.entry().action())
                .containsExactly(
                        "break glass: a reply went missing",
                        "GET /api/v1/messages/m-1",
                        "end of the look");
        assertThat(entries).allMatch(entry -> entry.entry().actor().equals("operator:operator-1"));
        assertThat(log.verify(shop)).isEqualTo(new Verdict.Intact(shop, 3));
        assertThat(glass.into(shop)).singleElement().matches(one -> one.endedAt() != null);
        assertThat(glass.into(Fixture.ACME)).isEmpty();
    }

    @Test
    void onlyWhoLooksEndsALook() {
        GlassBreak look = look(shop, Duration.ofMinutes(10));
        assertThat(glass.end(look.id(), new AccountId("somebody-else"), ORIGIN)).isEmpty();
        assertThat(glass.find(look.id(), new AccountId("somebody-else"))).isEmpty();
        assertThat(permissions(shop, OPERATOR)).isNotEmpty();

        assertThat(glass.end(look.id(), OPERATOR, ORIGIN)).isPresent();
        assertThat(permissions(shop, OPERATOR)).isEmpty();
        assertThat(glass.end(look.id(), OPERATOR, ORIGIN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5, 3_601})
    void aLookLastsAnHourAtMost(long seconds) {
        assertThatThrownBy(() -> look(shop, Duration.ofSeconds(seconds)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(glass.into(shop)).isEmpty();
    }

    @Test
    void whatMembersReadIsNotALook() {
        AccountId owner = member(Role.OWNER);
        roles.look(account(shop, owner), "GET /x", new Guests.Look("/x", ORIGIN));
        roles.look(
                new ApiKeyPrincipal(shop, "abc", Role.ADMIN.id()),
                "GET /x",
                new Guests.Look("/x", ORIGIN));
        assertThat(log.newest(shop, Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    void inASuspendedTenantPeopleKeepTheirOwnAccountAlone() {
        AccountId owner = member(Role.OWNER);
        Principal key = new ApiKeyPrincipal(shop, "abc", Role.ADMIN.id());
        Principal user =
                new UserPrincipal(
                        shop, new UserId("ana"), fixture.clock.instant().plusSeconds(60), null);
        assertThat(tenants.suspend(shop, "unpaid for months")).isTrue();
        fixture.tenants.refresh();

        assertThat(permissions(shop, owner)).containsExactly(Permission.OWN_ACCOUNT);
        assertThat(roles.granted(key).permissions()).isEmpty();
        assertThat(roles.granted(user).permissions()).isEmpty();
        assertThat(roles.suspended(Fixture.ACME)).isFalse();

        assertThat(tenants.resume(shop)).isTrue();
        fixture.tenants.refresh();
        assertThat(permissions(shop, owner)).contains(Permission.OWNERSHIP);
        assertThat(roles.granted(key).permissions()).contains(Permission.ASSISTANTS_CHANGE);
    }

    @Test
    void suspendingAgainKeepsTheDayAndSavingATenantKeepsItSuspended() {
        tenants.suspend(shop, "first reason");
        PlatformTenant.Suspension first = tenants.find(shop).orElseThrow().suspension();
        fixture.clock.advance(Duration.ofDays(1));
        tenants.suspend(shop, "second reason");
        fixture.tenants.save(new Tenant(shop, "Renamed", Set.of(), "DE"));

        assertThat(tenants.find(shop).orElseThrow().suspension())
                .isEqualTo(new PlatformTenant.Suspension(first.since(), "second reason"));
        assertThat(fixture.tenants.suspended(shop)).isTrue();
        assertThat(tenants.suspend(new TenantId("nobody"), "no reason")).isFalse();
        assertThat(tenants.resume(Fixture.ACME)).isFalse();
    }

    @Test
    void tenantsAreListedByPagesWithTheirSizes() {
        member(Role.OWNER);
        assertThat(tenants.create(new Tenant(shop, "Again", Set.of(), "US"))).isFalse();
        List<PlatformTenant> all = tenants.list("", 500);
        assertThat(all)
                .filteredOn(one -> one.id().equals(shop))
                .singleElement()
                .matches(one -> one.name().equals("Shop") && one.size().members() == 1);
        assertThat(tenants.list(all.getFirst().id().value(), 1)).containsExactly(all.get(1));
    }

    @Test
    void anOperatorBelongsToThePlatformAndToNobodyElse() {
        Accounts accounts = new Accounts(fixture.database, fixture.clock);
        Memberships memberships = new Memberships(fixture.database, fixture.clock);
        Operators operators = new Operators(tenants, accounts, memberships);
        EmailAddress email = new EmailAddress("ops@platform.example");

        assertThat(operators.add(email, "hash-1")).isEqualTo(Operators.Outcome.CREATED);
        assertThat(operators.add(email, "hash-2")).isEqualTo(Operators.Outcome.PROMOTED);
        Account account = accounts.find(email).orElseThrow();
        assertThat(account.passwordHash()).isEqualTo("hash-1");
        assertThat(account.mustChange()).isTrue();
        assertThat(memberships.of(account.id()))
                .containsExactly(new Membership(Operators.TENANT, Role.OPERATOR.id()));
        roles.refresh();
        assertThat(permissions(Operators.TENANT, account.id()))
                .containsExactlyInAnyOrderElementsOf(Role.OPERATOR.permissions());
        assertThat(permissions(shop, account.id())).isEmpty();
    }

    private GlassBreak look(TenantId tenant, Duration lasting) {
        return glass.open(tenant, OPERATOR, "a reply went missing", lasting, ORIGIN);
    }

    private AccountId member(Role role) {
        Account account =
                new Accounts(fixture.database, fixture.clock)
                        .create(
                                new Accounts.Draft(
                                        new EmailAddress(UUID.randomUUID() + "@shop.example"),
                                        "Member",
                                        null,
                                        false,
                                        true))
                        .orElseThrow();
        new Memberships(fixture.database, fixture.clock)
                .put(account.id(), new Membership(shop, role.id()));
        roles.refresh();
        return account.id();
    }

    private static Set<Permission> permissions(TenantId tenant, AccountId account) {
        return roles.granted(account(tenant, account)).permissions();
    }

    private static AccountPrincipal account(TenantId tenant, AccountId account) {
        return new AccountPrincipal(
                tenant,
                account,
                Role.OPERATOR.id(),
                new LoginId("login"),
                fixture.clock.instant().plusSeconds(900));
    }
}
