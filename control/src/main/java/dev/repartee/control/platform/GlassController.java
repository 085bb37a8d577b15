package dev.repartee.control.platform;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.control.audit.AuditFilter;
import dev.repartee.control.session.AccountServices;
import dev.repartee.identity.AccessToken;
import dev.repartee.identity.Principal.AccountPrincipal;
import dev.repartee.identity.platform.GlassBreak;
import dev.repartee.identity.platform.GlassBreaks;
import dev.repartee.identity.platform.Operators;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.session.Login;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Looks of operators into tenants: how they begin and end, and who may see that they happened. */
@RestController
@ConditionalOnBean({PlatformServices.class, AccountServices.class})
class GlassController {

    private static final String LOOKS = "/api/v1/platform/glass-breaks";
    private static final int USUAL_MINUTES = 15;

    private final PlatformServices services;
    private final AccountServices accounts;

    GlassController(PlatformServices services, AccountServices accounts) {
        this.services = services;
        this.accounts = accounts;
    }

    /**
     * A look to begin.
     *
     * @param tenantId into whose things
     * @param reason why, for the tenant to read; 10 to 500 characters
     * @param minutes how long, 1 to 60, 15 when absent
     */
    record GlassBody(
            @Nullable String tenantId, @Nullable String reason, @Nullable Integer minutes) {}

    /**
     * A look.
     *
     * @param id its name
     * @param tenantId into whose things
     * @param operator the account that looks
     * @param reason why
     * @param brokenAt from when on
     * @param endsAt until when at most
     * @param endedAt when it was ended early, or null
     */
    record GlassView(
            String id,
            String tenantId,
            String operator,
            String reason,
            Instant brokenAt,
            Instant endsAt,
            @Nullable Instant endedAt) {

        static GlassView of(GlassBreak look) {
            return new GlassView(
                    look.id(),
                    look.tenant().value(),
                    look.operator().value(),
                    look.reason(),
                    look.brokenAt(),
                    look.endsAt(),
                    look.endedAt());
        }
    }

    /**
     * Looks.
     *
     * @param glassBreaks the newest first, 500 at most
     */
    record GlassList(List<GlassView> glassBreaks) {

        static GlassList of(List<GlassBreak> looks) {
            return new GlassList(looks.stream().map(GlassView::of).toList());
        }
    }

    /**
     * The credential of a look.
     *
     * @param accessToken for {@code Authorization: Bearer}; reads, and changes nothing
     * @param accessExpiresAt until when; ask again while the look lasts
     */
    record LookToken(String accessToken, Instant accessExpiresAt) {

        @Override
        public String toString() {
            return "LookToken[]";
        }
    }

    @Operation(
            summary = "Break the glass: look into a tenant for a while",
            description =
                    "Wants a fresh proof of who you are. The tenant sees the reason, the time and"
                            + " everything that is looked at in its audit log.")
    @Needs(Permission.GLASS_BREAK)
    @PostMapping(LOOKS)
    ResponseEntity<GlassView> begin(
            Caller caller, @RequestBody GlassBody body, HttpServletRequest request) {
        AccountPrincipal operator = caller.account();
        accounts.logins().requireFresh(operator.login());
        TenantId tenant = new TenantId(Reason.required("tenantId", body.tenantId()));
        String reason = Reason.of(body.reason());
        int minutes = body.minutes() == null ? USUAL_MINUTES : body.minutes();
        if (minutes < 1 || minutes > GlassBreaks.LONGEST.toMinutes()) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD,
                    "minutes must be 1 to " + GlassBreaks.LONGEST.toMinutes());
        }
        if (tenant.equals(Operators.TENANT) || services.tenants().find(tenant).isEmpty()) {
            throw TenantController.unknown(tenant.value());
        }
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(
                        GlassView.of(
                                services.glass()
                                        .open(
                                                tenant,
                                                operator.account(),
                                                reason,
                                                Duration.ofMinutes(minutes),
                                                AuditFilter.origin(request))));
    }

    @Operation(summary = "A token for a look of one's own that lasts")
    @Needs(Permission.GLASS_BREAK)
    @PostMapping(LOOKS + "/{glassId}/access")
    ResponseEntity<LookToken> access(Caller caller, @PathVariable String glassId) {
        AccountPrincipal operator = caller.account();
        GlassBreak look =
                services.glass()
                        .find(glassId, operator.account())
                        .orElseThrow(() -> unknown(glassId));
        Login login =
                accounts.logins()
                        .find(operator.login())
                        .orElseThrow(
                                () ->
                                        new ReparteeException(
                                                ErrorCode.UNAUTHENTICATED,
                                                "this sign-in was ended; sign in again"));
        AccessToken token =
                services.accessTokens()
                        .mint(
                                look.tenant(),
                                operator.account(),
                                Role.OPERATOR.id(),
                                login.id(),
                                login.provenAt());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new LookToken(token.text(), token.expiresAt()));
    }

    @Operation(summary = "End a look of one's own")
    @Needs(Permission.GLASS_BREAK)
    @DeleteMapping(LOOKS + "/{glassId}")
    ResponseEntity<Void> end(
            Caller caller, @PathVariable String glassId, HttpServletRequest request) {
        services.glass()
                .end(glassId, caller.account().account(), AuditFilter.origin(request))
                .orElseThrow(() -> unknown(glassId));
        return ResponseEntity.noContent().build();
    }

    @Operation(summary = "List the looks of all operators into all tenants")
    @Needs(Permission.OPERATIONS_READ)
    @GetMapping(LOOKS)
    GlassList all() {
        return GlassList.of(services.glass().all());
    }

    @Operation(summary = "List the looks of operators into one's own tenant")
    @Needs(Permission.AUDIT_LOG_READ)
    @GetMapping("/api/v1/glass-breaks")
    GlassList into(Caller caller) {
        return GlassList.of(services.glass().into(caller.tenant()));
    }

    private static ReparteeException unknown(String glassId) {
        return new ReparteeException(
                ErrorCode.NOT_FOUND, "no look '" + glassId + "' of yours is open");
    }
}
