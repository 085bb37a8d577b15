package dev.repartee.control.platform;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.control.audit.Actors;
import dev.repartee.control.tenancy.JoiningServices;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.account.EmailAddress;
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
@ConditionalOnBean({PlatformServices.class, AuditLog.class, JoiningServices.class})
@RequestMapping("/api/v1/platform/tenants")
class TenantController {

    private static final int MOST = 500;
    private static final int LONGEST_NAME = 120;
    private static final Set<String> REGIONS = Set.of(Locale.getISOCountries());

    private final PlatformServices services;
    private final JoiningServices joining;
    private final TenantsLog log;

    TenantController(
            PlatformServices services, JoiningServices joining, AuditLog log, Clock clock) {
        this.services = services;
        this.joining = joining;
        this.log = new TenantsLog(log, clock);
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
     * @param ownerEmail who is asked to own it; absent: nobody yet
     */
    record TenantBody(
            @Nullable String id,
            @Nullable String name,
            @Nullable String region,
            @Nullable String ownerEmail) {}

    /**
     * Who is asked to own a business.
     *
     * @param email where the mail goes
     */
    record OwnerBody(@Nullable String email) {}

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

    @Operation(
            summary = "Make a tenant, and ask somebody to own it",
            description = "Without ownerEmail the owner is asked later, at .../owner.")
    @Needs(Permission.TENANTS_CHANGE)
    @PostMapping
    ResponseEntity<TenantView> create(
            Caller caller, @RequestBody TenantBody body, HttpServletRequest request) {
        TenantId id = new TenantId(Reason.required("id", body.id()));
        String owner = body.ownerEmail();
        EmailAddress email = owner == null ? null : new EmailAddress(owner);
        String region = body.region() == null ? "US" : body.region();
        if (!REGIONS.contains(region)) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "region must be an ISO 3166 code such as DE");
        }
        String name = Reason.checked("name", body.name(), 1, LONGEST_NAME);
        if (services.tenants().find(id).isPresent()) {
            throw taken();
        }
        if (email != null) {
            allow(id, email);
        }
        if (!services.tenants().create(new Tenant(id, name, Set.of(), region))) {
            throw taken();
        }
        services.directory().refresh();
        if (email != null) {
            ask(caller, id, email, request);
        }
        return ResponseEntity.status(HttpStatus.CREATED).body(view(id));
    }

    @Operation(
            summary = "Ask somebody to own a tenant that nobody belongs to",
            description =
                    "Takes the place of an invitation that waits. 409 once somebody belongs to it.")
    @Needs(Permission.TENANTS_CHANGE)
    @PutMapping("/{tenantId}/owner")
    ResponseEntity<Void> owner(
            Caller caller,
            @PathVariable String tenantId,
            @RequestBody OwnerBody body,
            HttpServletRequest request) {
        TenantId id = other(tenantId);
        EmailAddress email = new EmailAddress(Reason.required("email", body.email()));
        view(id);
        allow(id, email);
        ask(caller, id, email, request);
        return ResponseEntity.accepted().build();
    }

    private void allow(TenantId tenant, EmailAddress email) {
        joining.joining().checkOpen();
        joining.mail().allow(tenant, email);
    }

    private void ask(
            Caller caller, TenantId tenant, EmailAddress email, HttpServletRequest request) {
        joining.mail()
                .send(
                        joining.invitations()
                                .inviteFirstOwner(tenant, email, Actors.guest(caller.principal())));
        log.tell(caller, tenant, "invitation of the first owner", request, HttpStatus.ACCEPTED);
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
        log.tell(caller, id, "suspension: " + reason, request, HttpStatus.OK);
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
        log.tell(caller, id, "end of the suspension", request, HttpStatus.NO_CONTENT);
        return ResponseEntity.noContent().build();
    }

    private TenantView view(TenantId id) {
        return services.tenants()
                .find(id)
                .map(TenantView::of)
                .orElseThrow(() -> unknown(id.value()));
    }

    /** Operators can't shut themselves out. */
    static TenantId other(String tenantId) {
        TenantId id = new TenantId(tenantId);
        if (id.equals(Operators.TENANT)) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "the operators' own tenant stays as it is");
        }
        return id;
    }

    private static ReparteeException taken() {
        return new ReparteeException(ErrorCode.VERSION_CONFLICT, "the id is taken");
    }

    static ReparteeException unknown(String tenantId) {
        return new ReparteeException(ErrorCode.NOT_FOUND, "there is no tenant '" + tenantId + "'");
    }
}
