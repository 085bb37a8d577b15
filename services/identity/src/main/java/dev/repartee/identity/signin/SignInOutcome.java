package dev.repartee.identity.signin;

import dev.repartee.identity.factor.Factor;
import dev.repartee.identity.session.Granted;
import dev.repartee.identity.session.Secret;
import dev.repartee.identity.sso.RequiredProviders.Required;
import java.time.Duration;
import java.util.Set;

/** What became of an attempt to sign in. */
public sealed interface SignInOutcome {

    /** They are in. */
    record SignedIn(Granted granted) implements SignInOutcome {}

    /** The password was right; one of these is asked for, with this ticket. */
    record SecondFactorNeeded(Secret ticket, Set<Factor> factors) implements SignInOutcome {}

    /** Somebody else chose the password, so another one has to be chosen, with this ticket. */
    record NewPasswordNeeded(Secret ticket) implements SignInOutcome {}

    /** They proved who they are, but their business wants them to come through its provider. */
    record ProviderNeeded(Required provider) implements SignInOutcome {}

    /**
     * Address or password are wrong, or the account may not sign in; which one is nobody's
     * business.
     */
    record Refused() implements SignInOutcome {}

    /** Too many attempts; says nothing of whether the last one was right. */
    record TooMany(Duration retryAfter) implements SignInOutcome {}
}
