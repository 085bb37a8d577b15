package dev.repartee.identity.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.Tenants;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.account.Memberships;
import dev.repartee.identity.role.Role;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.testing.MigratedDatabase;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How a business gets its first owner without leaving its operator a way in. */
class FirstOwnerTest {

    private static final Clock CLOCK = Clock.systemUTC();

    private static Database database;
    private static Memberships memberships;
    private static Invitations invitations;

    private final TenantId shop = new TenantId("shop-" + UUID.randomUUID());

    @BeforeAll
    static void open() {
        database = MigratedDatabase.open(Schema.MAIN);
        memberships = new Memberships(database, CLOCK);
        invitations = new Invitations(database, memberships, CLOCK);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void whoIsAskedBecomesTheOwner() {
        make();
        Account ann = account();

        Invitations.Issued issued = ask(ann);

        assertThat(issued.invitation().role()).isEqualTo(Role.OWNER.id());
        invitations.accept(issued.secret().text(), (connection, waiting) -> ann.id());
        assertThat(memberships.of(ann.id())).containsExactly(new Membership(shop, Role.OWNER.id()));
    }

    @Test
    void onlyTheLastOfThoseWhoWereAskedCanAccept() {
        make();
        Account ann = account();
        Invitations.Issued spare = ask(account());
        Invitations.Issued last = ask(ann);

        assertThat(invitations.open(shop))
                .extracting(Invitation::id)
                .containsExactly(last.invitation().id());
        assertThat(invitations.accept(spare.secret().text(), (connection, one) -> ann.id()))
                .isEmpty();
    }

    @Test
    void nobodyIsAskedOnceSomebodyBelongsToIt() {
        make();
        memberships.put(account().id(), new Membership(shop, Role.AGENT.id()));

        assertThatThrownBy(() -> ask(account()))
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.VERSION_CONFLICT));
        assertThat(invitations.open(shop)).isEmpty();
    }

    @Test
    void thereIsNobodyToAskForABusinessThatIsNot() {
        assertThatThrownBy(() -> ask(account()))
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    private Invitations.Issued ask(Account account) {
        return invitations.inviteFirstOwner(shop, account.email(), "operator:o");
    }

    private void make() {
        new Tenants(database).save(new Tenant(shop, "Shop", Set.of(), "US"));
    }

    private static Account account() {
        return new Accounts(database, CLOCK)
                .create(
                        new Accounts.Draft(
                                new EmailAddress(UUID.randomUUID() + "@shop.example"),
                                "Somebody",
                                null,
                                false,
                                true))
                .orElseThrow();
    }
}
