package dev.repartee.control.platform;

import dev.repartee.contract.TenantId;
import dev.repartee.control.Caller;
import dev.repartee.control.audit.Actors;
import dev.repartee.control.audit.AuditFilter;
import dev.repartee.identity.auditlog.AuditEntry;
import dev.repartee.identity.auditlog.AuditLog;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.http.HttpStatus;

/** Tells a tenant, in its own audit log, what who runs the platform did to it. */
final class TenantsLog {

    private final AuditLog log;
    private final Clock clock;

    TenantsLog(AuditLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    void tell(
            Caller operator,
            TenantId tenant,
            String action,
            HttpServletRequest request,
            HttpStatus status) {
        log.append(
                new AuditEntry(
                        tenant,
                        clock.instant(),
                        Actors.guest(operator.principal()),
                        action,
                        request.getRequestURI(),
                        AuditFilter.origin(request),
                        status.value()));
    }
}
