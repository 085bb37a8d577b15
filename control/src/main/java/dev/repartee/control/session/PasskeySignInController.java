package dev.repartee.control.session;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.control.access.OpenToAll;
import dev.repartee.control.audit.Attempted;
import dev.repartee.identity.passkey.Assertion;
import dev.repartee.identity.passkey.RequestOptions;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.session.Login;
import dev.repartee.identity.session.Place;
import dev.repartee.identity.signin.PasskeySignIn;
import dev.repartee.identity.signin.SignIn;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signing in by passkey, alone or after the password, and proving anew who is there. */
@RestController
@ConditionalOnBean(PasskeyServices.class)
@RequestMapping("/api/v1/session")
class PasskeySignInController {

    private static final String WORTHLESS =
            "the passkey proves nothing here, or what was asked is worth nothing any more; ask anew";

    private final AccountServices accounts;
    private final PasskeySignIn signIn;

    PasskeySignInController(AccountServices accounts, PasskeyServices services) {
        this.accounts = accounts;
        this.signIn = services.signIn();
    }

    /**
     * What the passkey is for.
     *
     * @param ticket of the password; absent to sign in by the passkey alone
     */
    record PasskeyAsk(@Nullable String ticket) {

        @Override
        public String toString() {
            return "PasskeyAsk[]";
        }
    }

    /**
     * Who wants in by passkey.
     *
     * @param credential what the browser gave
     * @param ticket of the password; absent to sign in by the passkey alone
     * @param tenant without a ticket: the business to work in, the first of theirs when absent
     * @param cookie without a ticket: true for a browser
     */
    record PasskeyCredentials(
            @Nullable AssertionBody credential,
            @Nullable String ticket,
            @Nullable String tenant,
            @Nullable Boolean cookie) {

        @Override
        public String toString() {
            return "PasskeyCredentials[]";
        }
    }

    /**
     * A proof.
     *
     * @param credential what the browser gave
     */
    record PasskeyProof(@Nullable AssertionBody credential) {}

    @Operation(summary = "Ask for a passkey, to sign in or after the password")
    @OpenToAll("here a credential is got")
    @PostMapping("/passkey/options")
    ResponseEntity<RequestOptions> options(@RequestBody PasskeyAsk body) {
        if (body.ticket() == null) {
            return fresh(signIn.begin());
        }
        return fresh(
                signIn.begin(Required.text("ticket", body.ticket()))
                        .orElseThrow(
                                () -> new ReparteeException(ErrorCode.UNAUTHENTICATED, WORTHLESS)));
    }

    @Operation(summary = "Sign in by a passkey, alone or after the password")
    @OpenToAll("the passkey is the credential")
    @PostMapping("/passkey")
    ResponseEntity<SignInView> enter(
            @RequestBody PasskeyCredentials body, HttpServletRequest request) {
        Assertion answer = AssertionBody.required(body.credential());
        Place place = Visit.place(request);
        if (body.ticket() != null) {
            String ticket = Required.text("ticket", body.ticket());
            accounts.signIn().holder(ticket).ifPresent(one -> Attempted.note(request, one));
            return Entrance.answer(signIn.withPasskey(ticket, answer, place), WORTHLESS);
        }
        TenantId tenant = body.tenant() == null ? null : new TenantId(body.tenant());
        boolean cookie = Boolean.TRUE.equals(body.cookie());
        return Entrance.answer(
                signIn.enter(answer, new SignIn.Visitor(tenant, place, cookie)), WORTHLESS);
    }

    @Operation(summary = "Ask for a passkey, to prove again who you are")
    @Needs(Permission.OWN_ACCOUNT)
    @PostMapping("/step-up/passkey/options")
    ResponseEntity<RequestOptions> stepUpOptions(Caller caller) {
        return fresh(signIn.begin(login(caller)));
    }

    @Operation(summary = "Prove again who you are, by a passkey")
    @Needs(Permission.OWN_ACCOUNT)
    @PostMapping("/step-up/passkey")
    ResponseEntity<Void> stepUp(
            Caller caller, @RequestBody PasskeyProof body, HttpServletRequest request) {
        Assertion answer = AssertionBody.required(body.credential());
        signIn.prove(login(caller), answer, Visit.place(request))
                .ifPresent(
                        outcome -> {
                            throw Entrance.noProof(outcome);
                        });
        return ResponseEntity.noContent().build();
    }

    private Login login(Caller caller) {
        return accounts.logins()
                .find(caller.account().login())
                .orElseThrow(SessionController::ended);
    }

    private static ResponseEntity<RequestOptions> fresh(RequestOptions options) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(options);
    }
}
