package dev.repartee.control.session;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.control.access.OpenToAll;
import dev.repartee.identity.Principal.AccountPrincipal;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.session.Logins;
import dev.repartee.identity.session.Refreshed;
import dev.repartee.identity.signin.SignIn;
import dev.repartee.identity.signin.SignInOutcome;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signing in, going on, and signing out. */
@RestController
@ConditionalOnBean(AccountServices.class)
@RequestMapping("/api/v1/session")
class SessionController {

    private final Accounts accounts;
    private final Logins logins;
    private final SignIn signIn;

    SessionController(AccountServices services) {
        this.accounts = services.accounts();
        this.logins = services.logins();
        this.signIn = services.signIn();
    }

    /**
     * Who wants in.
     *
     * @param email the address
     * @param password the password
     * @param tenant the business to work in, the first of theirs when absent
     */
    record Credentials(@Nullable String email, @Nullable String password, @Nullable String tenant) {

        @Override
        public String toString() {
            return "Credentials[]";
        }
    }

    /**
     * A refresh token.
     *
     * @param refreshToken as it was last given
     */
    record RefreshBody(@Nullable String refreshToken) {

        @Override
        public String toString() {
            return "RefreshBody[]";
        }
    }

    @Operation(
            summary = "Sign in",
            description =
                    "Gives an access token for the next minutes and a refresh token that works"
                            + " once.")
    @OpenToAll("here a credential is got")
    @PostMapping
    ResponseEntity<SessionView> signIn(@RequestBody Credentials body, HttpServletRequest request) {
        EmailAddress email = new EmailAddress(Required.text("email", body.email()));
        String password = Required.text("password", body.password());
        TenantId tenant = body.tenant() == null ? null : new TenantId(body.tenant());
        return switch (signIn.withPassword(
                email, password, new SignIn.Visitor(tenant, Visit.place(request), false))) {
            case SignInOutcome.SignedIn(var granted) ->
                    SessionView.of(granted).answer(HttpStatus.CREATED);
            case SignInOutcome.Refused refused ->
                    throw new ReparteeException(
                            ErrorCode.UNAUTHENTICATED, "the address or the password is wrong");
            case SignInOutcome.TooMany(var after) ->
                    throw new ReparteeException(
                            ErrorCode.RATE_LIMITED,
                            "too many attempts; try again in " + after.toSeconds() + " s");
        };
    }

    @Operation(
            summary = "Exchange a refresh token",
            description = "A token that comes a second time ends its login.")
    @OpenToAll("the refresh token in the body is the credential")
    @PostMapping("/refresh")
    ResponseEntity<SessionView> refresh(@RequestBody RefreshBody body) {
        return switch (logins.refresh(Required.text("refreshToken", body.refreshToken()))) {
            case Refreshed.Renewed(var granted) -> SessionView.of(granted).answer(HttpStatus.OK);
            case Refreshed.Refused refused -> throw ended();
            case Refreshed.Reused reused -> throw ended();
        };
    }

    @Operation(summary = "Who is signed in")
    @Needs(Permission.OWN_ACCOUNT)
    @GetMapping
    WhoView who(Caller caller) {
        AccountPrincipal principal = caller.account();
        Account account = accounts.find(principal.account()).orElseThrow(SessionController::ended);
        return WhoView.of(principal, account);
    }

    @Operation(summary = "Sign out here")
    @Needs(Permission.OWN_ACCOUNT)
    @DeleteMapping
    ResponseEntity<Void> signOut(Caller caller) {
        AccountPrincipal principal = caller.account();
        logins.revoke(principal.account(), principal.login(), "signed out");
        return ResponseEntity.noContent().build();
    }

    private static ReparteeException ended() {
        return new ReparteeException(
                ErrorCode.UNAUTHENTICATED, "this sign-in was ended; sign in again");
    }
}
