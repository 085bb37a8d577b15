package dev.repartee.identity.signin;

import dev.repartee.identity.session.Granted;
import java.time.Duration;

/** What became of an attempt to sign in. */
public sealed interface SignInOutcome {

    /** They are in. */
    record SignedIn(Granted granted) implements SignInOutcome {}

    /**
     * Address or password are wrong, or the account may not sign in; which one is nobody's
     * business.
     */
    record Refused() implements SignInOutcome {}

    /** Too many attempts; says nothing of whether the last one was right. */
    record TooMany(Duration retryAfter) implements SignInOutcome {}
}
