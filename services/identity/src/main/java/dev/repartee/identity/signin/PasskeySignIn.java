package dev.repartee.identity.signin;

import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.passkey.Ask;
import dev.repartee.identity.passkey.Assertion;
import dev.repartee.identity.passkey.Passkeys;
import dev.repartee.identity.passkey.RequestOptions;
import dev.repartee.identity.session.Login;
import dev.repartee.identity.session.Method;
import dev.repartee.identity.session.Place;
import dev.repartee.identity.signin.Tickets.Step;
import java.time.Duration;
import java.util.Optional;

/**
 * The way in by passkey: instead of the password, after it, and to prove anew who is there. Nobody
 * says whose account it is, so there is nothing to find out about accounts. Every call blocks.
 * Thread-safe.
 */
public final class PasskeySignIn {

    private final Accounts accounts;
    private final Tickets tickets;
    private final SignIn signIn;
    private final Passkeys passkeys;
    private final Throttle throttle;

    public PasskeySignIn(Doors doors, SignIn signIn, Passkeys passkeys, Throttle throttle) {
        this.accounts = doors.accounts();
        this.tickets = doors.tickets();
        this.signIn = signIn;
        this.passkeys = passkeys;
        this.throttle = throttle;
    }

    /** Asks for a passkey instead of a password. */
    public RequestOptions begin() {
        return passkeys.ask(Ask.signIn());
    }

    /**
     * Asks for a passkey after the password; empty when the ticket is worth nothing.
     *
     * @throws dev.repartee.contract.ReparteeException when the account has none
     */
    public Optional<RequestOptions> begin(String ticket) {
        return tickets.look(ticket, Step.SECOND_FACTOR)
                .map(known -> passkeys.ask(Ask.secondFactor(ticket, known.account())));
    }

    /** Asks for a passkey of who is signed in. */
    public RequestOptions begin(Login login) {
        return passkeys.ask(Ask.stepUp(login.id(), login.account()));
    }

    /** Lets in by a passkey alone. */
    public SignInOutcome enter(Assertion answer, SignIn.Visitor visitor) {
        String address = visitor.place().address();
        Optional<Duration> pause = throttle.pause(address);
        if (pause.isPresent()) {
            return new SignInOutcome.TooMany(pause.get());
        }
        Optional<Account> account = passkeys.proven(Ask.signIn(), answer).flatMap(accounts::find);
        if (account.isEmpty()) {
            throttle.failed(address);
            return new SignInOutcome.Refused();
        }
        return signIn.vouched(account.get(), Method.PASSKEY, visitor);
    }

    /** Goes on after the password. */
    public SignInOutcome withPasskey(String ticket, Assertion answer, Place place) {
        return signIn.withFactor(
                ticket, place, account -> shown(Ask.secondFactor(ticket, account.id()), answer));
    }

    /** Proves anew who is signed in; empty when it was right, else how it went. */
    public Optional<SignInOutcome> prove(Login login, Assertion answer, Place place) {
        return signIn.prove(
                login, place, account -> shown(Ask.stepUp(login.id(), account.id()), answer));
    }

    private Optional<Method> shown(Ask ask, Assertion answer) {
        return passkeys.proven(ask, answer).map(account -> Method.PASSKEY);
    }
}
