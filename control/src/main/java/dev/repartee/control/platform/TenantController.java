package dev.repartee.control.platform;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.control.audit.Actors;
import dev.repartee.control.audit.AuditFilter;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.auditlog.AuditEntry;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.platform.Operators;
import dev.repartee.identity.platform.PlatformTenant;
import dev.repartee.identity.role.Permission;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The businesses of the platform. What is done to one is in its own audit log, too. */
@RestController
@ConditionalOnBean({PlatformServices.class, AuditLog.class})
@RequestMapping("/api/v1/platform/tenants")
class TenantController {

    private static final int MOST = 500;
    private static final int LONGEST_NAME = 120;
    private static final Set<String> REGIONS = Set.of(Locale.getISOCountries());

    private final PlatformServices services;
    private final AuditLog log;
    private final Clock clock;

    TenantController(PlatformServices services, AuditLog log, Clock clock) {
        this.services = services;
        this.log = log;
        this.clock = clock;
    }

    /**
     * A business.
     *
     * @param id its name in ids and keys
     * @param name what people call it
     * @param region ISO 3166 code by which numbers and dates are read
     * @param createdAt when it was made
     * @param suspendedAt since when it is stopped, or null
     * @param suspendedWhy why, or null
     * @param members people
     * @param assistants assistants
     * @param documents of all its assistants
     * @param apiKeys that are not revoked
     */
    record TenantView(
            String id,
            String name,
            String region,
            Instant createdAt,
            @Nullable Instant suspendedAt,
            @Nullable String suspendedWhy,
            long members,
            long assistants,
            long documents,
            long apiKeys) {

        static TenantView of(PlatformTenant tenant) {
            PlatformTenant.Suspension suspension = tenant.suspension();
            return new TenantView(
                    tenant.id().value(),
                    tenant.name(),
                    tenant.region(),
                    tenant.createdAt(),
                    suspension == null ? null : suspension.since(),
                    suspension == null ? null : suspension.reason(),
                    tenant.size().members(),
                    tenant.size().assistants(),
                    tenant.size().documents(),
                    tenant.size().apiKeys());
        }
    }

    /**
     * A page of businesses.
     *
     * @param tenants by id
     * @param after send this as {@code after} for the next page; null at the end
     */
    record TenantList(List<TenantView> tenants, @Nullable String after) {}

    /**
     * A business to make.
     *
     * @param id its name in ids and keys
     * @param name what people call it
     * @param region ISO 3166 code, {@code US} when absent
     */
    record TenantBody(@Nullable String id, @Nullable String name, @Nullable String region) {}

    /**
     * Why a business is stopped.
     *
     * @param reason for its members to read
     */
    record SuspensionBody(@Nullable String reason) {}

    @Operation(summary = "List the tenants with their sizes, without what is said there")
    @Needs(Permission.OPERATIONS_READ)
    @GetMapping
    TenantList list(
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ReparteeException(ErrorCode.INVALID_FIELD, "limit must be 1 to " + MOST);
        }
        List<TenantView> page =
                services.tenants().list(after, limit).stream().map(TenantView::of).toList();
        return new TenantList(page, page.size() < limit ? null : page.getLast().id());
    }

    @Operation(summary = "Make a tenant; its owner is invited next")
    @Needs(Permission.TENANTS_CHANGE)
    @PostMapping
    ResponseEntity<TenantView> create(@RequestBody TenantBody body) {
        TenantId id = new TenantId(Reason.required("id", body.id()));
        String region = body.region() == null ? "US" : body.region();
        if (!REGIONS.contains(region)) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "region must be an ISO 3166 code such as DE");
        }
        String name = Reason.checked("name", body.name(), 1, LONGEST_NAME);
        if (!services.tenants().create(new Tenant(id, name, Set.of(), region))) {
            throw new ReparteeException(ErrorCode.VERSION_CONFLICT, "the id is taken");
        }
        services.directory().refresh();
        return ResponseEntity.status(HttpStatus.CREATED).body(view(id));
    }

    @Operation(
            summary = "Stop a tenant",
            description =
                    "Its keys, users and people get no further within about a second; people keep"
                            + " their own accounts. What was accepted before is still answered.")
    @Needs(Permission.TENANTS_CHANGE)
    @PutMapping("/{tenantId}/suspension")
    TenantView suspend(
            Caller caller,
            @PathVariable String tenantId,
            @RequestBody SuspensionBody body,
            HttpServletRequest request) {
        TenantId id = other(tenantId);
        String reason = Reason.of(body.reason());
        if (!services.tenants().suspend(id, reason)) {
            throw unknown(tenantId);
        }
        services.directory().refresh();
        tell(caller, id, "suspension: " + reason, request, HttpStatus.OK);
        return view(id);
    }

    @Operation(summary = "Let a tenant go on")
    @Needs(Permission.TENANTS_CHANGE)
    @DeleteMapping("/{tenantId}/suspension")
    ResponseEntity<Void> resume(
            Caller caller, @PathVariable String tenantId, HttpServletRequest request) {
        TenantId id = other(tenantId);
        if (!services.tenants().resume(id)) {
            throw new ReparteeException(
                    ErrorCode.NOT_FOUND, "there is no suspended tenant '" + tenantId + "'");
        }
        services.directory().refresh();
        tell(caller, id, "end of the suspension", request, HttpStatus.NO_CONTENT);
        return ResponseEntity.noContent().build();
    }

    private void tell(
            Caller caller,
            TenantId tenant,
            String action,
            HttpServletRequest request,
            HttpStatus status) {
        log.append(
                new AuditEntry(
                        tenant,
                        clock.instant(),
                        Actors.guest(caller.principal()),
                        action,
                        request.getRequestURI(),
                        AuditFilter.origin(request),
                        status.value()));
    }

    private TenantView view(TenantId id) {
        return services.tenants()
                .find(id)
                .map(TenantView::of)
                .orElseThrow(() -> unknown(id.value()));
    }

    /** Operators can't shut themselves out. */
    private static TenantId other(String tenantId) {
        TenantId id = new TenantId(tenantId);
        if (id.equals(Operators.TENANT)) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "the operators' own tenant can't be stopped");
        }
        return id;
    }

    static ReparteeException unknown(String tenantId) {
        return new ReparteeException(ErrorCode.NOT_FOUND, "there is no tenant '" + tenantId + "'");
    }
}
