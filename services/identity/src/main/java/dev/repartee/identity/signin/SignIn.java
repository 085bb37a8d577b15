package dev.repartee.identity.signin;

import dev.repartee.contract.TenantId;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.account.Memberships;
import dev.repartee.identity.password.PasswordHasher;
import dev.repartee.identity.session.Logins;
import dev.repartee.identity.session.Method;
import dev.repartee.identity.session.Place;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way in. Every call blocks. Thread-safe. */
public final class SignIn {

    private final Accounts accounts;
    private final Memberships memberships;
    private final PasswordHasher hasher;
    private final Logins logins;
    private final String nobody;

    public SignIn(
            Accounts accounts, Memberships memberships, PasswordHasher hasher, Logins logins) {
        this.accounts = accounts;
        this.memberships = memberships;
        this.hasher = hasher;
        this.logins = logins;
        this.nobody = hasher.hash("nobody's password");
    }

    /**
     * Somebody at the door.
     *
     * @param tenant the business that they want to work in, null for the first of theirs
     * @param place from where
     * @param cookie whether a browser will hold the login
     */
    public record Visitor(@Nullable TenantId tenant, Place place, boolean cookie) {}

    /** Lets in whoever knows the password. */
    public SignInOutcome withPassword(EmailAddress email, String password, Visitor visitor) {
        Optional<Account> account = accounts.find(email);
        String hash = account.map(Account::passwordHash).orElse(nobody);
        boolean right = hasher.matches(password, hash);
        if (!right || account.isEmpty() || !account.get().enabled()) {
            return new SignInOutcome.Refused();
        }
        return enter(account.get(), List.of(Method.PASSWORD), visitor);
    }

    private SignInOutcome enter(Account account, List<Method> methods, Visitor visitor) {
        return place(account, visitor.tenant())
                .<SignInOutcome>map(
                        membership ->
                                new SignInOutcome.SignedIn(
                                        logins.open(
                                                new Logins.Opening(
                                                        account.id(),
                                                        membership,
                                                        methods,
                                                        visitor.place(),
                                                        visitor.cookie()))))
                .orElseGet(SignInOutcome.Refused::new);
    }

    private Optional<Membership> place(Account account, @Nullable TenantId wished) {
        return memberships.of(account.id()).stream()
                .filter(one -> wished == null || one.tenant().equals(wished))
                .findFirst();
    }
}
