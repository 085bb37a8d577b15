package dev.repartee.identity.signin;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.account.Memberships;
import dev.repartee.identity.factor.Factor;
import dev.repartee.identity.factor.SecondFactors;
import dev.repartee.identity.session.Login;
import dev.repartee.identity.session.Logins;
import dev.repartee.identity.session.Method;
import dev.repartee.identity.session.Place;
import dev.repartee.identity.session.Secret;
import dev.repartee.identity.signin.Tickets.Step;
import dev.repartee.identity.signin.Tickets.Ticket;
import dev.repartee.identity.sso.RequiredProviders;
import dev.repartee.identity.sso.RequiredProviders.Required;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way in: password, then second factor, then a new password where one is due.
 *
 * <p>Whether an address has an account can be told neither from the answer nor from the time that
 * it takes. Every call blocks. Thread-safe.
 */
public final class SignIn {

    private final Accounts accounts;
    private final Memberships memberships;
    private final Passwords passwords;
    private final SecondFactors factors;
    private final Throttle throttle;
    private final Tickets tickets;
    private final Logins logins;
    private final RequiredProviders providers;

    public SignIn(Doors doors, Passwords passwords, Throttle throttle, Logins logins) {
        this.accounts = doors.accounts();
        this.memberships = doors.memberships();
        this.factors = doors.factors();
        this.tickets = doors.tickets();
        this.passwords = passwords;
        this.throttle = throttle;
        this.logins = logins;
        this.providers = doors.providers();
    }

    /**
     * Somebody at the door.
     *
     * @param tenant the business that they want to work in, null for the first of theirs
     * @param place from where
     * @param cookie whether a browser will hold the login
     */
    public record Visitor(@Nullable TenantId tenant, Place place, boolean cookie) {}

    /** Begins with the password. */
    public SignInOutcome withPassword(EmailAddress email, String password, Visitor visitor) {
        Optional<Account> account = accounts.find(email);
        String address = visitor.place().address();
        Optional<AccountId> id = account.map(Account::id);
        Optional<Duration> pause = throttle.pause(email, id, address);
        if (pause.isPresent()) {
            return new SignInOutcome.TooMany(pause.get());
        }
        boolean right = passwords.matches(account, password);
        if (!right || account.isEmpty() || !account.get().enabled()) {
            throttle.failed(email, id, address);
            return new SignInOutcome.Refused();
        }
        return next(account.get(), List.of(Method.PASSWORD), visitor);
    }

    /** Goes on with a code of the authenticator app, or a recovery code. */
    public SignInOutcome withCode(String ticket, String code, Place place) {
        return withFactor(ticket, place, account -> factors.take(account.id(), code));
    }

    /** Goes on with whatever is shown beside the password. */
    SignInOutcome withFactor(
            String ticket, Place place, Function<Account, Optional<Method>> factor) {
        Ticket known = tickets.attempt(ticket, Step.SECOND_FACTOR).orElse(null);
        Account account = known == null ? null : enabled(known).orElse(null);
        if (known == null || account == null) {
            return new SignInOutcome.Refused();
        }
        Optional<Duration> pause =
                throttle.pause(account.email(), Optional.of(account.id()), place.address());
        if (pause.isPresent()) {
            return new SignInOutcome.TooMany(pause.get());
        }
        Optional<Method> method = factor.apply(account);
        if (method.isEmpty()) {
            throttle.failed(account.email(), Optional.of(account.id()), place.address());
            return new SignInOutcome.Refused();
        }
        if (!tickets.spend(ticket)) {
            return new SignInOutcome.Refused();
        }
        List<Method> methods = new ArrayList<>(known.methods());
        methods.add(method.get());
        return afterFactors(account, methods, known.visitor(place));
    }

    /**
     * Goes on with a password of their own.
     *
     * @throws dev.repartee.contract.ReparteeException when it is not good enough
     */
    public SignInOutcome withNewPassword(String ticket, String password, Place place) {
        Ticket known = tickets.attempt(ticket, Step.NEW_PASSWORD).orElse(null);
        Account account = known == null ? null : enabled(known).orElse(null);
        if (known == null || account == null) {
            return new SignInOutcome.Refused();
        }
        passwords.replace(account, password);
        if (!tickets.spend(ticket)) {
            return new SignInOutcome.Refused();
        }
        logins.revoke(account.id(), "password changed", login -> true);
        return enter(account, known.methods(), known.visitor(place));
    }

    /** Whose sign-in a ticket belongs to, for the audit log; empty when it is worth nothing. */
    public Optional<AccountId> holder(String ticket) {
        return tickets.look(ticket, Step.SECOND_FACTOR)
                .or(() -> tickets.look(ticket, Step.NEW_PASSWORD))
                .map(Ticket::account);
    }

    /** Lets in whoever an identity provider, a passkey or a link in a mail vouches for. */
    public SignInOutcome vouched(Account account, Method method, Visitor visitor) {
        if (!account.enabled()) {
            return new SignInOutcome.Refused();
        }
        return method == Method.PASSKEY
                ? afterFactors(account, List.of(method), visitor)
                : next(account, List.of(method), visitor);
    }

    /**
     * Proves anew who is signed in: by a code where there is a second factor, else by the password.
     *
     * @return empty when it was right, else how it went
     */
    public Optional<SignInOutcome> prove(
            Login login, @Nullable String password, @Nullable String code, Place place) {
        return prove(login, place, account -> proof(account, password, code));
    }

    /** The same by whatever is shown. */
    Optional<SignInOutcome> prove(
            Login login, Place place, Function<Account, Optional<Method>> proof) {
        Account account = accounts.find(login.account()).orElse(null);
        if (account == null) {
            return Optional.of(new SignInOutcome.Refused());
        }
        Optional<AccountId> id = Optional.of(account.id());
        Optional<Duration> pause = throttle.pause(account.email(), id, place.address());
        if (pause.isPresent()) {
            return Optional.of(new SignInOutcome.TooMany(pause.get()));
        }
        Optional<Method> method = proof.apply(account);
        if (method.isEmpty()) {
            throttle.failed(account.email(), id, place.address());
            return Optional.of(new SignInOutcome.Refused());
        }
        logins.proven(login.id(), List.of(method.get()));
        return Optional.empty();
    }

    private Optional<Account> enabled(Ticket ticket) {
        return accounts.find(ticket.account()).filter(Account::enabled);
    }

    private Optional<Method> proof(
            Account account, @Nullable String password, @Nullable String code) {
        if (!factors.of(account.id()).isEmpty()) {
            return code == null ? Optional.empty() : factors.take(account.id(), code);
        }
        return password != null && passwords.matches(Optional.of(account), password)
                ? Optional.of(Method.PASSWORD)
                : Optional.empty();
    }

    private SignInOutcome next(Account account, List<Method> methods, Visitor visitor) {
        Set<Factor> asked = factors.of(account.id());
        return asked.isEmpty()
                ? afterFactors(account, methods, visitor)
                : new SignInOutcome.SecondFactorNeeded(
                        issue(account, methods, visitor, Step.SECOND_FACTOR), asked);
    }

    private SignInOutcome afterFactors(Account account, List<Method> methods, Visitor visitor) {
        return account.mustChange() && methods.contains(Method.PASSWORD)
                ? new SignInOutcome.NewPasswordNeeded(
                        issue(account, methods, visitor, Step.NEW_PASSWORD))
                : enter(account, methods, visitor);
    }

    private Secret issue(Account account, List<Method> methods, Visitor visitor, Step step) {
        return tickets.issue(
                new Ticket(account.id(), visitor.tenant(), visitor.cookie(), methods, step));
    }

    /** Into the first of their businesses that lets them in by these ways. */
    private SignInOutcome enter(Account account, List<Method> methods, Visitor visitor) {
        throttle.succeeded(account.email(), account.id(), visitor.place().address());
        SignInOutcome outcome = new SignInOutcome.Refused();
        for (Membership one : memberships.of(account.id())) {
            if (visitor.tenant() == null || one.tenant().equals(visitor.tenant())) {
                Optional<Required> missing = providers.missing(account.email(), one, methods);
                if (missing.isEmpty()) {
                    return new SignInOutcome.SignedIn(
                            logins.open(
                                    new Logins.Opening(
                                            account.id(),
                                            one,
                                            methods,
                                            visitor.place(),
                                            visitor.cookie())));
                }
                outcome = new SignInOutcome.ProviderNeeded(missing.get());
            }
        }
        return outcome;
    }
}
