package dev.repartee.control.federation;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.control.session.AccountServices;
import dev.repartee.control.session.Required;
import dev.repartee.identity.federation.Flow;
import dev.repartee.identity.federation.LinkedIdentity;
import dev.repartee.identity.role.Permission;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The providers through which one comes into one's own account. */
@RestController
@ConditionalOnBean({AccountServices.class, FederationServices.class})
@RequestMapping("/api/v1/account/identities")
class IdentityController {

    private final FederationServices services;
    private final AccountServices accounts;

    IdentityController(FederationServices services, AccountServices accounts) {
        this.services = services;
        this.accounts = accounts;
    }

    /**
     * Identities at providers.
     *
     * @param identities the oldest first
     */
    record IdentityList(List<LinkedIdentity> identities) {}

    /**
     * A provider to add.
     *
     * @param provider names it
     * @param redirect where the browser goes when it comes back
     */
    record AdditionBody(@Nullable String provider, @Nullable String redirect) {}

    /**
     * The end of the way.
     *
     * @param code what follows {@code #code=} in the address of the page
     */
    record CodeBody(@Nullable String code) {

        @Override
        public String toString() {
            return "CodeBody[]";
        }
    }

    @Operation(summary = "List the providers through which one comes in")
    @Needs(Permission.OWN_ACCOUNT)
    @GetMapping
    IdentityList list(Caller caller) {
        return new IdentityList(services.identities().of(caller.account().account()));
    }

    @Operation(summary = "Set out to a provider to come in through it from now on")
    @Needs(Permission.OWN_ACCOUNT)
    @PostMapping
    ResponseEntity<Departure.View> begin(
            Caller caller, @RequestBody AdditionBody body, HttpServletRequest request) {
        String provider = Required.text("provider", body.provider());
        accounts.logins().requireFresh(caller.account().login());
        return Departure.answer(
                services.signIn(),
                provider,
                body.redirect(),
                Flow.Aim.link(caller.account().account()),
                request);
    }

    @Operation(summary = "Add the identity with which one came back")
    @Needs(Permission.OWN_ACCOUNT)
    @PostMapping("/completion")
    ResponseEntity<Void> complete(
            Caller caller, @RequestBody CodeBody body, HttpServletRequest request) {
        String code = Required.text("code", body.code());
        accounts.logins().requireFresh(caller.account().login());
        if (!services.signIn().link(code, FlowCookie.of(request), caller.account().account())) {
            throw new ReparteeException(
                    ErrorCode.FORBIDDEN,
                    "the code was used, is too old, or came to another browser");
        }
        return ResponseEntity.noContent().build();
    }

    @Operation(summary = "Come in through a provider no more")
    @Needs(Permission.OWN_ACCOUNT)
    @DeleteMapping("/{identityId}")
    ResponseEntity<Void> remove(Caller caller, @PathVariable String identityId) {
        accounts.logins().requireFresh(caller.account().login());
        if (!services.identities().unlink(caller.account().account(), identityId)) {
            throw new ReparteeException(ErrorCode.NOT_FOUND, "you have no such identity");
        }
        return ResponseEntity.noContent().build();
    }
}
