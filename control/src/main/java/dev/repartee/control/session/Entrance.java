package dev.repartee.control.session;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
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
            case SignInOutcome.SecondFactorNeeded(var ticket) ->
                    step("second_factor", ticket.text());
            case SignInOutcome.NewPasswordNeeded(var ticket) -> step("new_password", ticket.text());
            case SignInOutcome.Refused refused ->
                    throw new ReparteeException(ErrorCode.UNAUTHENTICATED, refusal);
            case SignInOutcome.TooMany(var after) -> throw tooMany(after);
        };
    }

    static ReparteeException tooMany(Duration after) {
        return new ReparteeException(
                ErrorCode.RATE_LIMITED,
                "too many attempts; try again in " + after.toSeconds() + " s");
    }

    private static ResponseEntity<SignInView> in(Granted granted) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(HttpStatus.CREATED).cacheControl(CacheControl.noStore());
        if (granted.login().cookie()) {
            answer.header(HttpHeaders.SET_COOKIE, SessionCookie.set(granted));
        }
        return answer.body(new SignInView("done", null, SessionView.of(granted)));
    }

    private static ResponseEntity<SignInView> step(String next, String ticket) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new SignInView(next, ticket, null));
    }
}
