package dev.repartee.control.tenancy;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.control.audit.Actors;
import dev.repartee.control.session.AccountServices;
import dev.repartee.identity.ending.Ending;
import dev.repartee.identity.role.Permission;
import io.swagger.v3.oas.annotations.Operation;
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

/** The end of the caller's business. */
@RestController
@ConditionalOnBean({EndingServices.class, AccountServices.class})
@RequestMapping("/api/v1/tenant/ending")
class EndingController {

    private final EndingServices services;
    private final AccountServices accounts;

    EndingController(EndingServices services, AccountServices accounts) {
        this.services = services;
        this.accounts = accounts;
    }

    /**
     * The wish to end a business.
     *
     * @param tenant its id, typed once more
     */
    record EndingBody(@Nullable String tenant) {}

    @Operation(summary = "Whether, and when, the business ends")
    @Needs(Permission.TENANT_READ)
    @GetMapping
    EndingView read(Caller caller) {
        return services.endings()
                .of(caller.tenant())
                .map(EndingView::of)
                .orElseThrow(EndingController::none);
    }

    @Operation(
            summary = "End the business",
            description =
                    "After a grace in which it goes on and this can be taken back, everything of it"
                            + " is erased, as if each of its users were; its audit log stays. Wants"
                            + " a fresh proof of who you are, and the business's id in the body.")
    @Needs(Permission.OWNERSHIP)
    @PostMapping
    ResponseEntity<EndingView> begin(Caller caller, @RequestBody EndingBody body) {
        accounts.logins().requireFresh(caller.account().login());
        if (!caller.tenant().value().equals(body.tenant())) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "tenant must be the id of the business to end");
        }
        boolean known = services.endings().of(caller.tenant()).isPresent();
        Ending ending = services.endings().begin(caller.tenant(), Actors.name(caller.principal()));
        if (!known) {
            services.letters().begun(ending);
        }
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(EndingView.of(ending));
    }

    @Operation(summary = "Take the end of the business back")
    @Needs(Permission.OWNERSHIP)
    @DeleteMapping
    ResponseEntity<Void> cancel(Caller caller) {
        accounts.logins().requireFresh(caller.account().login());
        Ending ending = services.endings().of(caller.tenant()).orElseThrow(EndingController::none);
        if (!services.endings().cancel(caller.tenant(), false)) {
            throw new ReparteeException(
                    ErrorCode.VERSION_CONFLICT, "only who runs the platform can take this back");
        }
        services.letters().cancelled(ending);
        return ResponseEntity.noContent().build();
    }

    private static ReparteeException none() {
        return new ReparteeException(ErrorCode.NOT_FOUND, "the business does not end");
    }
}
