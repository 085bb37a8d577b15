package dev.repartee.identity.federation;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.selfservice.SelfService;
import dev.repartee.identity.tenancy.Invitations;
import org.jspecify.annotations.Nullable;

/** Makes accounts for people whose address a provider has verified. Blocks; thread-safe. */
public final class Newcomers {

    private final Accounts accounts;
    private final Invitations invitations;
    private final SelfService selfService;

    public Newcomers(Accounts accounts, Invitations invitations, SelfService selfService) {
        this.accounts = accounts;
        this.invitations = invitations;
        this.selfService = selfService;
    }

    /**
     * An account for who was invited, or begins a business.
     *
     * @throws ReparteeException with {@link ErrorCode#FORBIDDEN} for everybody else
     */
    Account admit(EmailAddress email, String name, Flow.Aim aim) {
        String business = aim.business();
        if (invited(email, aim.invitation())) {
            return create(email, name);
        }
        if (business == null) {
            throw new ReparteeException(
                    ErrorCode.FORBIDDEN, "no account has this address; ask to be invited");
        }
        return selfService.begin(draft(email, name), business).orElseThrow(Newcomers::taken);
    }

    /** An account without a password. */
    Account create(EmailAddress email, String name) {
        return accounts.create(draft(email, name)).orElseThrow(Newcomers::taken);
    }

    /** Accepts an invitation that went to the account's own address; others stay as they are. */
    void accept(Account account, @Nullable String invitation) {
        if (invitation != null && invited(account.email(), invitation)) {
            invitations.accept(invitation, (connection, waiting) -> account.id());
        }
    }

    private boolean invited(EmailAddress email, @Nullable String invitation) {
        return invitation != null
                && invitations
                        .find(invitation)
                        .filter(one -> one.email().equals(email))
                        .isPresent();
    }

    private static Accounts.Draft draft(EmailAddress email, String name) {
        return new Accounts.Draft(email, name, null, false, true);
    }

    private static ReparteeException taken() {
        return new ReparteeException(
                ErrorCode.VERSION_CONFLICT, "an account was just made for this address; try again");
    }
}
