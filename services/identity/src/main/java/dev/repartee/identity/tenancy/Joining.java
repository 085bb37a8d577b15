package dev.repartee.identity.tenancy;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.selfservice.AccountsConfig.Registrations;
import dev.repartee.identity.signin.Passwords;
import dev.repartee.identity.tenancy.Invitations.Joined;

/** Turns an accepted invitation into a member. Blocks: hashing a password takes its time. */
public final class Joining {

    private static final int LONGEST_NAME = 120;

    private final Registrations registration;
    private final Invitations invitations;
    private final InvitationMail mail;
    private final Accounts accounts;
    private final Passwords passwords;
    private final boolean mailProves;

    /**
     * @param mailProves whether a secret of a mail shows that its address is theirs: not where
     *     mails are kept here, for administrators to look at
     */
    public Joining(
            Registrations registration,
            Invitations invitations,
            InvitationMail mail,
            Accounts accounts,
            Passwords passwords,
            boolean mailProves) {
        this.registration = registration;
        this.invitations = invitations;
        this.mail = mail;
        this.accounts = accounts;
        this.passwords = passwords;
        this.mailProves = mailProves;
    }

    /**
     * Comes before an invitation.
     *
     * @throws ReparteeException with {@link ErrorCode#FORBIDDEN} where nobody is invited
     */
    public void checkOpen() {
        if (registration == Registrations.OFF) {
            throw new ReparteeException(
                    ErrorCode.FORBIDDEN, "nobody joins here: accounts.registration is OFF");
        }
    }

    /**
     * Makes an account for who reads the invited address.
     *
     * @throws ReparteeException with {@link ErrorCode#NOT_FOUND} when the secret is worth nothing,
     *     with {@link ErrorCode#INVALID_FIELD} for a weak password, or when the address has an
     *     account: its owner has to sign in to accept
     */
    public Joined withNewAccount(String secret, String name, String password) {
        checkOpen();
        Invitation invitation = invitations.find(secret).orElseThrow(Joining::worthless);
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "name must have 1 to " + LONGEST_NAME + " characters");
        }
        Accounts.Draft draft =
                new Accounts.Draft(
                        invitation.email(),
                        name,
                        passwords.hash(invitation.email(), name, password),
                        false,
                        mailProves);
        return accept(
                secret,
                (connection, waiting) ->
                        accounts.create(connection, draft)
                                .map(Account::id)
                                .orElseThrow(
                                        () ->
                                                new ReparteeException(
                                                        ErrorCode.INVALID_FIELD,
                                                        "this address has an account: sign in,"
                                                                + " then accept")));
    }

    /**
     * Lets somebody in who signed in. The invitation must have gone to their own address, so that a
     * mail that was passed on lets nobody else in.
     *
     * @throws ReparteeException with {@link ErrorCode#NOT_FOUND} when the secret is worth nothing
     *     to them
     */
    public Joined as(AccountId id, String secret) {
        checkOpen();
        Account account = accounts.find(id).orElseThrow(Joining::worthless);
        return accept(
                secret,
                (connection, waiting) -> {
                    if (!account.email().equals(waiting.email())) {
                        throw worthless();
                    }
                    return account.id();
                });
    }

    private Joined accept(String secret, Invitations.Guest guest) {
        Joined joined = invitations.accept(secret, guest).orElseThrow(Joining::worthless);
        mail.discard(joined.invitation());
        return joined;
    }

    private static ReparteeException worthless() {
        return new ReparteeException(
                ErrorCode.NOT_FOUND, "this invitation can't be accepted (any more) by you");
    }
}
