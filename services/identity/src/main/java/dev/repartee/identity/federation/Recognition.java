package dev.repartee.identity.federation;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.account.Memberships;
import dev.repartee.identity.federation.Flows.Arrived;
import dev.repartee.identity.federation.Providers.Route;
import dev.repartee.identity.provider.Assertion;
import dev.repartee.identity.role.RoleId;
import dev.repartee.identity.sso.Domains;
import dev.repartee.identity.sso.TenantProvider;
import dev.repartee.mail.PostOffice;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds the account that a provider means. An account is linked by its address only when both sides
 * have verified it; an account whose address nobody has shown to be theirs may be a trap that
 * somebody else has laid. Who has an account learns of a new link by mail.
 *
 * <p>The provider of a business speaks for addresses of that business's domains and for no others,
 * and lets people into that business alone. Blocks; thread-safe.
 */
public final class Recognition {

    private final Accounts accounts;
    private final Memberships memberships;
    private final Identities identities;
    private final Domains domains;
    private final Newcomers newcomers;
    private final PostOffice office;

    public Recognition(
            Accounts accounts,
            Memberships memberships,
            Identities identities,
            Domains domains,
            Newcomers newcomers,
            PostOffice office) {
        this.accounts = accounts;
        this.memberships = memberships;
        this.identities = identities;
        this.domains = domains;
        this.newcomers = newcomers;
        this.office = office;
    }

    /**
     * The account of who came.
     *
     * @throws ReparteeException with {@link ErrorCode#FORBIDDEN} and a reason to show
     */
    Account recognise(Arrived arrived, Route route) {
        return switch (route) {
            case Route.Shared(var provider) -> shared(arrived, provider.client().name());
            case Route.OfBusiness(var provider, var terms) ->
                    ofBusiness(arrived.assertion(), terms);
        };
    }

    /**
     * Adds an identity to an account whose owner is signed in.
     *
     * @throws ReparteeException as {@link #recognise}
     */
    void link(Assertion assertion, Account account, String label) {
        verified(assertion);
        linked(assertion, account, label);
    }

    private Account shared(Arrived arrived, String label) {
        Assertion assertion = arrived.assertion();
        Flow.Aim aim = arrived.flow().aim();
        Account account =
                known(assertion)
                        .orElseGet(
                                () ->
                                        byAddress(
                                                assertion,
                                                label,
                                                () ->
                                                        newcomers.admit(
                                                                verified(assertion),
                                                                assertion.name(),
                                                                aim)));
        newcomers.accept(account, aim.invitation());
        return account;
    }

    private Account ofBusiness(Assertion assertion, TenantProvider provider) {
        TenantId tenant = provider.tenant();
        requireOwned(tenant, verified(assertion));
        RoleId joinsAs = provider.terms().joinsAs();
        Account account =
                known(assertion)
                        .or(() -> accounts.find(verified(assertion)))
                        .orElseGet(
                                () -> {
                                    if (joinsAs == null) {
                                        throw noMember();
                                    }
                                    return newcomers.create(verified(assertion), assertion.name());
                                });
        requireOwned(tenant, account.email());
        requireTrusted(account);
        if (memberships.of(account.id()).stream().noneMatch(one -> one.tenant().equals(tenant))) {
            if (joinsAs == null) {
                throw noMember();
            }
            memberships.put(account.id(), new Membership(tenant, joinsAs));
        }
        linked(assertion, account, provider.terms().name());
        return account;
    }

    private Optional<Account> known(Assertion assertion) {
        return identities.find(assertion).flatMap(accounts::find);
    }

    private Account byAddress(Assertion assertion, String label, Supplier<Account> newcomer) {
        Account account = accounts.find(verified(assertion)).orElseGet(newcomer);
        requireTrusted(account);
        linked(assertion, account, label);
        return account;
    }

    private void linked(Assertion assertion, Account account, String label) {
        if (identities.link(assertion, account.id(), label)) {
            office.post(LinkLetter.to(account.email(), label));
        }
    }

    private static EmailAddress verified(Assertion assertion) {
        EmailAddress email = assertion.email();
        if (email == null) {
            throw new ReparteeException(
                    ErrorCode.FORBIDDEN, "the provider has not verified your address");
        }
        return email;
    }

    private static void requireTrusted(Account account) {
        if (account.verifiedAt() == null || !account.enabled()) {
            throw new ReparteeException(
                    ErrorCode.FORBIDDEN, "the account of this address can't be entered so");
        }
    }

    private void requireOwned(TenantId tenant, EmailAddress email) {
        if (!domains.owns(tenant, email.domain())) {
            throw new ReparteeException(
                    ErrorCode.FORBIDDEN, "this provider doesn't speak for your address");
        }
    }

    private static ReparteeException noMember() {
        return new ReparteeException(
                ErrorCode.FORBIDDEN, "you are no member of this business; ask to be invited");
    }
}
