package dev.repartee.identity.selfservice;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.LoginId;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.crypto.SecretBox;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.Tenants;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.account.Memberships;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.selfservice.MailedCodes.Purpose;
import dev.repartee.identity.selfservice.MailedCodes.Taken;
import dev.repartee.identity.session.Logins;
import dev.repartee.identity.signin.Passwords;
import dev.repartee.identity.signin.Throttle;
import dev.repartee.identity.sso.RequiredProviders;
import dev.repartee.mail.Mail;
import dev.repartee.mail.PostOffice;
import dev.repartee.postgres.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Registration, reset and change of address. What an answer must not tell, whether an address has
 * an account, is found out behind the caller's back: the answer is given before anybody looks.
 * Thread-safe.
 */
public final class SelfService {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration RESET = Duration.ofMinutes(30);

    private final AccountsConfig config;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Places places;
    private final Logins logins;
    private final MailedCodes codes;
    private final LetterLimits limits;
    private final RequiredProviders providers;
    private final Post post;

    public SelfService(
            AccountsConfig config,
            Accounts accounts,
            Passwords passwords,
            Places places,
            Logins logins,
            Post post) {
        this.config = config;
        this.accounts = accounts;
        this.passwords = passwords;
        this.places = places;
        this.logins = logins;
        this.codes = new MailedCodes(post.database(), post.box(), post.clock());
        this.limits = new LetterLimits(post.database(), post.clock());
        this.providers = new RequiredProviders(post.database());
        this.post = post;
    }

    /**
     * Where a new business and a place that is known are noted.
     *
     * @param tenants the businesses
     * @param memberships who belongs to them
     * @param throttle knows places
     */
    public record Places(Tenants tenants, Memberships memberships, Throttle throttle) {}

    /**
     * How mails and their codes are kept.
     *
     * @param office sends mails
     * @param desk works behind the caller's back
     * @param database keeps codes and counts letters
     * @param box wraps them
     * @param clock the time
     */
    public record Post(
            PostOffice office, Desk desk, Database database, SecretBox box, Clock clock) {}

    /**
     * Somebody who wants an account.
     *
     * @param email their address
     * @param name what people call them
     * @param password what they will sign in with
     * @param business the name of the business that they begin
     */
    public record Applicant(EmailAddress email, String name, String password, String business) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Applicant[]";
        }
    }

    private record Pending(String email, String name, String hash, String business) {}

    private record Wish(String email) {}

    /**
     * Sends a mail to somebody who wants an account; the account is made when the link is opened.
     *
     * @throws ReparteeException with {@link ErrorCode#FORBIDDEN} when registration is not open,
     *     with {@link ErrorCode#INVALID_FIELD} for a weak password
     */
    public void register(Applicant applicant) {
        requireOpen();
        String hash = passwords.hash(applicant.email(), applicant.name(), applicant.password());
        later(applicant.email(), () -> post.office().post(welcome(applicant, hash)));
    }

    private Mail welcome(Applicant applicant, String hash) {
        if (accounts.find(applicant.email()).isPresent()) {
            return letters().alreadyThere(applicant.email());
        }
        Pending pending =
                new Pending(
                        applicant.email().value(), applicant.name(), hash, applicant.business());
        return letters()
                .verify(applicant.email(), codes.issue(Purpose.REGISTRATION, null, pending, DAY));
    }

    /** Makes the account and its business; empty when the code is worth nothing. */
    public Optional<Account> verify(String code) {
        Optional<Pending> pending =
                codes.take(Purpose.REGISTRATION, code, Pending.class).map(Taken::payload);
        if (pending.isEmpty()) {
            return Optional.empty();
        }
        Pending known = pending.get();
        return settle(
                new Accounts.Draft(
                        new EmailAddress(known.email()), known.name(), known.hash(), false, true),
                known.business());
    }

    /**
     * Makes an account and its business for somebody whose address is known to be theirs; empty
     * when the address has an account.
     *
     * @throws ReparteeException with {@link ErrorCode#FORBIDDEN} when registration is not open
     */
    public Optional<Account> begin(Accounts.Draft draft, String business) {
        requireOpen();
        return settle(draft, business);
    }

    private Optional<Account> settle(Accounts.Draft draft, String business) {
        TenantId tenant = new TenantId("t-" + UUID.randomUUID());
        Optional<Account> made = accounts.create(draft);
        made.ifPresent(
                account -> {
                    places.tenants().save(new Tenant(tenant, business, Set.of(), "US"));
                    places.memberships().put(account.id(), new Membership(tenant, Role.OWNER.id()));
                });
        return made;
    }

    /** Who may register. */
    public AccountsConfig.Registrations registration() {
        return config.registration();
    }

    private void requireOpen() {
        if (config.registration() != AccountsConfig.Registrations.OPEN) {
            throw new ReparteeException(
                    ErrorCode.FORBIDDEN, "registration is not open here; ask to be invited");
        }
    }

    /** Sends a link to who forgot their password, if the address has an account. */
    public void forgot(EmailAddress email) {
        later(
                email,
                () -> accounts.find(email).filter(Account::enabled).ifPresent(this::sendReset));
    }

    private void sendReset(Account account) {
        Wish wish = new Wish(account.email().value());
        post.office()
                .post(
                        letters()
                                .reset(
                                        account.email(),
                                        codes.issue(
                                                Purpose.PASSWORD_RESET,
                                                account.id(),
                                                wish,
                                                RESET)));
    }

    /**
     * Sets a new password by the code of a mail, signs every device out, and makes the place known:
     * so nobody who guesses from elsewhere keeps the owner out.
     *
     * @return false when the code is worth nothing
     * @throws ReparteeException with {@link ErrorCode#INVALID_FIELD} for a weak password; the code
     *     stays good
     */
    public boolean reset(String code, String password, String address) {
        Optional<Account> account =
                codes.look(Purpose.PASSWORD_RESET, code, Wish.class).flatMap(this::owner);
        if (account.isEmpty()) {
            return false;
        }
        Account owner = account.get();
        String hash = passwords.hash(owner.email(), owner.name(), password);
        if (codes.take(Purpose.PASSWORD_RESET, code, Wish.class).isEmpty()) {
            return false;
        }
        accounts.setPassword(owner.id(), hash, false);
        accounts.verify(owner.id());
        logins.revoke(owner.id(), "password reset", login -> true);
        places.throttle().succeeded(owner.email(), owner.id(), address);
        post.office().post(letters().passwordChanged(owner.email()));
        return true;
    }

    /** Replaces the password of who is signed in, and signs their other devices out. */
    public void changePassword(Account account, String password, LoginId here) {
        passwords.replace(account, password);
        logins.revoke(account.id(), "password changed", login -> !login.id().equals(here));
        post.office().post(letters().passwordChanged(account.email()));
    }

    /** Tells somebody what changed in how they prove who they are. */
    public void factorsChanged(Account account, String what) {
        post.office().post(letters().factorsChanged(account.email(), what));
    }

    /**
     * Sends a link to a new address, and word of it to the old one.
     *
     * @throws ReparteeException with {@link ErrorCode#FORBIDDEN} when that would lead around the
     *     provider of a business of theirs
     */
    public void changeEmail(Account account, EmailAddress wished) {
        requireNoEscape(account.id(), wished);
        later(wished, () -> sendChange(account, wished));
    }

    private void sendChange(Account account, EmailAddress wished) {
        post.office().post(letters().changeAsked(account.email(), wished));
        post.office()
                .post(
                        accounts.find(wished).isPresent()
                                ? letters().alreadyThere(wished)
                                : letters()
                                        .confirmChange(
                                                wished,
                                                codes.issue(
                                                        Purpose.CHANGE_OF_EMAIL,
                                                        account.id(),
                                                        new Wish(wished.value()),
                                                        DAY)));
    }

    /**
     * Changes the address by the code of a mail; false when it is worth nothing.
     *
     * @throws ReparteeException as {@link #changeEmail}: the rule may be younger than the mail
     */
    public boolean confirmEmail(String code) {
        Optional<Taken<Wish>> taken = codes.take(Purpose.CHANGE_OF_EMAIL, code, Wish.class);
        AccountId account = taken.map(Taken::account).orElse(null);
        if (account == null) {
            return false;
        }
        EmailAddress wished = new EmailAddress(taken.orElseThrow().payload().email());
        requireNoEscape(account, wished);
        return accounts.changeEmail(account, wished);
    }

    private void requireNoEscape(AccountId account, EmailAddress wished) {
        providers
                .escaped(account, wished)
                .ifPresent(
                        provider -> {
                            throw new ReparteeException(
                                    ErrorCode.FORBIDDEN,
                                    "a business of yours signs its people in through '"
                                            + provider.name()
                                            + "'; choose an address of its domains");
                        });
    }

    /** A link that went to an old address is worth nothing after a change of it. */
    private Optional<Account> owner(Taken<Wish> taken) {
        AccountId id = taken.account();
        return id == null
                ? Optional.empty()
                : accounts.find(id)
                        .filter(Account::enabled)
                        .filter(one -> one.email().value().equals(taken.payload().email()));
    }

    /** Who asks must not learn whether a mail goes out, nor be able to flood somebody's mailbox. */
    private void later(EmailAddress recipient, Runnable work) {
        post.desk()
                .later(
                        () -> {
                            if (limits.asked(recipient)) {
                                work.run();
                            }
                        });
    }

    private Letters letters() {
        return new Letters(config.publicUrl());
    }
}
