package dev.repartee.control.session;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.RetryLater;
import dev.repartee.identity.session.Granted;
import dev.repartee.identity.signin.SignInOutcome;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Turns what became of a sign-in into an answer. */
public final class Entrance {

    private Entrance() {}

    /** The answer; throws what refuses. */
    public static ResponseEntity<SignInView> answer(SignInOutcome outcome, String refusal) {
        return switch (outcome) {
            case SignInOutcome.SignedIn(Granted granted) -> in(granted);
            case SignInOutcome.SecondFactorNeeded(var ticket, var factors) ->
                    step(SignInView.secondFactor(ticket.text(), factors));
            case SignInOutcome.NewPasswordNeeded(var ticket) ->
                    step(SignInView.newPassword(ticket.text()));
            case SignInOutcome.ProviderNeeded(var provider) ->
                    step(SignInView.through(provider.id().value(), provider.name()));
            case SignInOutcome.Refused refused ->
                    throw new ReparteeException(ErrorCode.UNAUTHENTICATED, refusal);
            case SignInOutcome.TooMany(var after) -> throw tooMany(after);
        };
    }

    static RetryLater tooMany(Duration after) {
        return new RetryLater(
                ErrorCode.RATE_LIMITED,
                "too many attempts; try again in " + after.toSeconds() + " s",
                after);
    }

    static RuntimeException noProof(SignInOutcome outcome) {
        return outcome instanceof SignInOutcome.TooMany(var after)
                ? tooMany(after)
                : new ReparteeException(
                        ErrorCode.FORBIDDEN,
                        "that proves nothing; send a code or a passkey, or the password of who has"
                                + " neither");
    }

    private static ResponseEntity<SignInView> in(Granted granted) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(HttpStatus.CREATED).cacheControl(CacheControl.noStore());
        if (granted.login().cookie()) {
            answer.header(HttpHeaders.SET_COOKIE, SessionCookie.set(granted));
        }
        return answer.body(SignInView.done(SessionView.of(granted)));
    }

    private static ResponseEntity<SignInView> step(SignInView step) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(step);
    }
}
