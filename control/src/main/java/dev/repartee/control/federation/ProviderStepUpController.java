package dev.repartee.control.federation;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.control.session.AccountServices;
import dev.repartee.control.session.Required;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.session.Login;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Proving again who one is, through an identity provider. */
@RestController
@ConditionalOnBean({AccountServices.class, FederationServices.class})
@RequestMapping("/api/v1/session/step-up/provider")
class ProviderStepUpController {

    private final FederationServices services;
    private final AccountServices accounts;

    ProviderStepUpController(FederationServices services, AccountServices accounts) {
        this.services = services;
        this.accounts = accounts;
    }

    /**
     * Through whom to prove it.
     *
     * @param provider names it
     * @param redirect where the browser goes when it comes back
     */
    record StepUpBody(@Nullable String provider, @Nullable String redirect) {}

    /**
     * The end of the way.
     *
     * @param code what follows {@code #code=} in the address of the page
     */
    record StepUpCode(@Nullable String code) {

        @Override
        public String toString() {
            return "StepUpCode[]";
        }
    }

    @Operation(
            summary = "Set out to a provider to prove again who you are",
            description =
                    "It asks anew, whatever it remembers. For accounts without a second factor.")
    @Needs(Permission.OWN_ACCOUNT)
    @PostMapping
    ResponseEntity<Departure.View> begin(
            Caller caller, @RequestBody StepUpBody body, HttpServletRequest request) {
        String provider = Required.text("provider", body.provider());
        return Departure.answer(
                services.signIn(),
                provider,
                body.redirect(),
                services.stepUp().aim(login(caller)),
                request);
    }

    @Operation(summary = "Prove again who you are, by the code with which you came back")
    @Needs(Permission.OWN_ACCOUNT)
    @PostMapping("/completion")
    ResponseEntity<Void> complete(
            Caller caller, @RequestBody StepUpCode body, HttpServletRequest request) {
        String code = Required.text("code", body.code());
        if (!services.stepUp().complete(code, FlowCookie.of(request), login(caller))) {
            throw new ReparteeException(
                    ErrorCode.FORBIDDEN,
                    "that proves nothing: the code was used or is another's, or the provider did"
                            + " not ask anew");
        }
        return ResponseEntity.noContent().build();
    }

    private Login login(Caller caller) {
        return accounts.logins()
                .find(caller.account().login())
                .orElseThrow(
                        () ->
                                new ReparteeException(
                                        ErrorCode.UNAUTHENTICATED,
                                        "this sign-in was ended; sign in again"));
    }
}
