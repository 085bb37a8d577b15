package dev.repartee.control.tenancy;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.password.PasswordHasher;
import dev.repartee.identity.tenancy.Invitation;
import dev.repartee.identity.tenancy.Invitations;
import java.util.function.Consumer;

/** Turns an accepted invitation into a member. Blocks: hashing a password takes its time. */
public final class Joining {

    private static final int LONGEST_NAME = 120;

    private final Invitations invitations;
    private final Accounts accounts;
    private final PasswordHasher hasher;
    private final Consumer<String> passwordRule;

    /**
     * @param passwordRule throws a {@link ReparteeException} for a password that is too weak
     */
    public Joining(
            Invitations invitations,
            Accounts accounts,
            PasswordHasher hasher,
            Consumer<String> passwordRule) {
        this.invitations = invitations;
        this.accounts = accounts;
        this.hasher = hasher;
        this.passwordRule = passwordRule;
    }

    /**
     * Makes an account for who reads the invited address; the mail proves that it is theirs.
     *
     * @throws ReparteeException with {@link ErrorCode#NOT_FOUND} when the secret is worth nothing,
     *     with {@link ErrorCode#INVALID_FIELD} when the address has an account: its owner has to
     *     sign in to accept
     */
    void withNewAccount(String secret, String name, String password) {
        Invitation invitation = invitations.find(secret).orElseThrow(Joining::worthless);
        if (name.length() > LONGEST_NAME) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "name may have " + LONGEST_NAME + " characters");
        }
        passwordRule.accept(password);
        Account account =
                accounts.create(
                                new Accounts.Draft(
                                        invitation.email(),
                                        name,
                                        hasher.hash(password),
                                        false,
                                        true))
                        .orElseThrow(
                                () ->
                                        new ReparteeException(
                                                ErrorCode.INVALID_FIELD,
                                                "this address has an account: sign in, then"
                                                        + " accept"));
        accepted(secret, account.id());
    }

    /**
     * Lets somebody in who signed in. The invitation must have gone to their own address, so that a
     * mail that was passed on lets nobody else in.
     *
     * @throws ReparteeException with {@link ErrorCode#NOT_FOUND} when the secret is worth nothing
     *     to them
     */
    void as(AccountId id, String secret) {
        Invitation invitation = invitations.find(secret).orElseThrow(Joining::worthless);
        Account account = accounts.find(id).orElseThrow(Joining::worthless);
        if (!account.email().equals(invitation.email()) || account.verifiedAt() == null) {
            throw worthless();
        }
        accepted(secret, id);
    }

    private void accepted(String secret, AccountId account) {
        if (!invitations.accept(secret, account)) {
            throw worthless();
        }
    }

    private static ReparteeException worthless() {
        return new ReparteeException(
                ErrorCode.NOT_FOUND, "this invitation can't be accepted (any more) by you");
    }
}
