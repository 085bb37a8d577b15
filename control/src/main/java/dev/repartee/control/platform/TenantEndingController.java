package dev.repartee.control.platform;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.control.audit.Actors;
import dev.repartee.control.session.AccountServices;
import dev.repartee.control.tenancy.EndingServices;
import dev.repartee.control.tenancy.EndingView;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.ending.Ending;
import dev.repartee.identity.role.Permission;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The end of a business, as who runs the platform asks for it. The business is told why. */
@RestController
@ConditionalOnBean({EndingServices.class, AccountServices.class, AuditLog.class})
@RequestMapping("/api/v1/platform/tenants/{tenantId}/ending")
class TenantEndingController {

    private final EndingServices services;
    private final AccountServices accounts;
    private final TenantsLog log;

    TenantEndingController(
            EndingServices services, AccountServices accounts, AuditLog log, Clock clock) {
        this.services = services;
        this.accounts = accounts;
        this.log = new TenantsLog(log, clock);
    }

    /**
     * Why a business is ended.
     *
     * @param reason for its members to read
     */
    record EndingReason(@Nullable String reason) {}

    @Operation(
            summary = "End a tenant",
            description =
                    "After a grace everything of it is erased but its audit log; its owners are"
                            + " told by mail. Its id is never given again.")
    @Needs(Permission.TENANTS_CHANGE)
    @PutMapping
    ResponseEntity<EndingView> begin(
            Caller caller,
            @PathVariable String tenantId,
            @RequestBody EndingReason body,
            HttpServletRequest request) {
        accounts.logins().requireFresh(caller.account().login());
        TenantId tenant = TenantController.other(tenantId);
        String reason = Reason.of(body.reason());
        boolean known = services.endings().of(tenant).isPresent();
        Ending ending = services.endings().begin(tenant, Actors.guest(caller.principal()));
        if (!known) {
            services.letters().begun(ending);
        }
        log.tell(caller, tenant, "end: " + reason, request, HttpStatus.ACCEPTED);
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(EndingView.of(ending));
    }

    @Operation(summary = "Let a tenant go on that was to end by who runs the platform")
    @Needs(Permission.TENANTS_CHANGE)
    @DeleteMapping
    ResponseEntity<Void> cancel(
            Caller caller, @PathVariable String tenantId, HttpServletRequest request) {
        accounts.logins().requireFresh(caller.account().login());
        TenantId tenant = TenantController.other(tenantId);
        Ending ending =
                services.endings()
                        .of(tenant)
                        .orElseThrow(
                                () ->
                                        new ReparteeException(
                                                ErrorCode.NOT_FOUND,
                                                "the tenant '" + tenantId + "' does not end"));
        if (!services.endings().cancel(tenant, true)) {
            throw new ReparteeException(
                    ErrorCode.VERSION_CONFLICT,
                    "its owner asked for it, or it is too late to take it back");
        }
        services.letters().cancelled(ending);
        log.tell(caller, tenant, "the end was taken back", request, HttpStatus.NO_CONTENT);
        return ResponseEntity.noContent().build();
    }
}
