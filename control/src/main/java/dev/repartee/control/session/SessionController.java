package dev.repartee.control.session;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.control.access.OpenToAll;
import dev.repartee.control.audit.Attempted;
import dev.repartee.identity.AccessToken;
import dev.repartee.identity.Principal.AccountPrincipal;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.session.Login;
import dev.repartee.identity.session.Refreshed;
import dev.repartee.identity.signin.SignIn;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
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

    private static final String WRONG = "the address or the password is wrong";
    private static final String WORTHLESS =
            "the code is wrong or was used, or the ticket is worth nothing any more";

    private final AccountServices services;

    SessionController(AccountServices services) {
        this.services = services;
    }

    /**
     * Who wants in.
     *
     * @param email the address
     * @param password the password
     * @param tenant the business to work in, the first of theirs when absent
     * @param cookie true for a browser: it holds a cookie instead of a refresh token
     */
    record Credentials(
            @Nullable String email,
            @Nullable String password,
            @Nullable String tenant,
            @Nullable Boolean cookie) {

        @Override
        public String toString() {
            return "Credentials[]";
        }
    }

    /**
     * The next step of a sign-in.
     *
     * @param ticket of the step before
     * @param code of the authenticator app, or a recovery code
     */
    record CodeBody(@Nullable String ticket, @Nullable String code) {

        @Override
        public String toString() {
            return "CodeBody[]";
        }
    }

    /**
     * The last step of a sign-in whose password somebody else chose.
     *
     * @param ticket of the step before
     * @param password of their own
     */
    record NewPasswordBody(@Nullable String ticket, @Nullable String password) {

        @Override
        public String toString() {
            return "NewPasswordBody[]";
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

    /**
     * A proof.
     *
     * @param password for who has no second factor
     * @param code of the authenticator app, or a recovery code
     */
    record ProofBody(@Nullable String password, @Nullable String code) {

        @Override
        public String toString() {
            return "ProofBody[]";
        }
    }

    /**
     * An access token for a page.
     *
     * @param accessToken for {@code Authorization: Bearer}, also on WebSockets
     * @param accessExpiresAt until when
     */
    record AccessView(String accessToken, Instant accessExpiresAt) {

        @Override
        public String toString() {
            return "AccessView[]";
        }
    }

    @Operation(
            summary = "Sign in",
            description =
                    "Gives an access token for the next minutes and a refresh token that works"
                            + " once, or a ticket for the step that comes next.")
    @OpenToAll("here a credential is got")
    @PostMapping
    ResponseEntity<SignInView> signIn(@RequestBody Credentials body, HttpServletRequest request) {
        EmailAddress email = new EmailAddress(Required.text("email", body.email()));
        String password = Required.text("password", body.password());
        TenantId tenant = body.tenant() == null ? null : new TenantId(body.tenant());
        boolean cookie = Boolean.TRUE.equals(body.cookie());
        Attempted.note(request, new Attempted.Person(email));
        return Entrance.answer(
                services.signIn()
                        .withPassword(
                                email,
                                password,
                                new SignIn.Visitor(tenant, Visit.place(request), cookie)),
                WRONG);
    }

    @Operation(summary = "Sign in, second step: a code")
    @OpenToAll("the ticket in the body is the credential")
    @PostMapping("/second-factor")
    ResponseEntity<SignInView> secondFactor(
            @RequestBody CodeBody body, HttpServletRequest request) {
        String ticket = Required.text("ticket", body.ticket());
        services.signIn().holder(ticket).ifPresent(one -> Attempted.note(request, one));
        return Entrance.answer(
                services.signIn()
                        .withCode(ticket, Required.text("code", body.code()), Visit.place(request)),
                WORTHLESS);
    }

    @Operation(summary = "Sign in, last step: a password of one's own")
    @OpenToAll("the ticket in the body is the credential")
    @PostMapping("/new-password")
    ResponseEntity<SignInView> newPassword(
            @RequestBody NewPasswordBody body, HttpServletRequest request) {
        return Entrance.answer(
                services.signIn()
                        .withNewPassword(
                                Required.text("ticket", body.ticket()),
                                Required.text("password", body.password()),
                                Visit.place(request)),
                WORTHLESS);
    }

    @Operation(
            summary = "Exchange a refresh token",
            description = "A token that comes a second time ends its login.")
    @OpenToAll("the refresh token in the body is the credential")
    @PostMapping("/refresh")
    ResponseEntity<SessionView> refresh(@RequestBody RefreshBody body) {
        String token = Required.text("refreshToken", body.refreshToken());
        return switch (services.logins().refresh(token)) {
            case Refreshed.Renewed(var granted) ->
                    ResponseEntity.ok()
                            .cacheControl(CacheControl.noStore())
                            .body(SessionView.of(granted));
            case Refreshed.Refused refused -> throw ended();
            case Refreshed.Reused reused -> throw ended();
        };
    }

    @Operation(summary = "An access token for a page that holds a cookie")
    @Needs(Permission.OWN_ACCOUNT)
    @PostMapping("/access")
    ResponseEntity<AccessView> access(Caller caller) {
        AccountPrincipal principal = caller.account();
        Login login =
                services.logins().find(principal.login()).orElseThrow(SessionController::ended);
        AccessToken token = services.logins().access(login, principal.role());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new AccessView(token.text(), token.expiresAt()));
    }

    @Operation(
            summary = "Prove again who you are",
            description = "Dangerous actions ask for a proof of the last minutes.")
    @Needs(Permission.OWN_ACCOUNT)
    @PostMapping("/step-up")
    ResponseEntity<Void> stepUp(
            Caller caller, @RequestBody ProofBody body, HttpServletRequest request) {
        Login login =
                services.logins()
                        .find(caller.account().login())
                        .orElseThrow(SessionController::ended);
        services.signIn()
                .prove(login, body.password(), body.code(), Visit.place(request))
                .ifPresent(
                        outcome -> {
                            throw Entrance.noProof(outcome);
                        });
        return ResponseEntity.noContent().build();
    }

    @Operation(summary = "Who is signed in")
    @Needs(Permission.OWN_ACCOUNT)
    @GetMapping
    WhoView who(Caller caller, HttpServletRequest request) {
        AccountPrincipal principal = caller.account();
        Account account =
                services.accounts().find(principal.account()).orElseThrow(SessionController::ended);
        return WhoView.of(
                principal,
                account,
                SessionCookie.of(request).map(SessionCookie::csrfToken).orElse(null));
    }

    @Operation(summary = "Sign out here")
    @Needs(Permission.OWN_ACCOUNT)
    @DeleteMapping
    ResponseEntity<Void> signOut(Caller caller) {
        AccountPrincipal principal = caller.account();
        services.logins().revoke(principal.account(), principal.login(), "signed out");
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, SessionCookie.clear())
                .build();
    }

    static ReparteeException ended() {
        return new ReparteeException(
                ErrorCode.UNAUTHENTICATED, "this sign-in was ended; sign in again");
    }
}
