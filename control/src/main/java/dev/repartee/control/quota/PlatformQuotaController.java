package dev.repartee.control.quota;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.control.access.Needs;
import dev.repartee.control.quota.QuotaView.QuotaList;
import dev.repartee.identity.quota.Quota;
import dev.repartee.identity.quota.Quotas;
import dev.repartee.identity.role.Permission;
import io.swagger.v3.oas.annotations.Operation;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What each business may have and send, set by who runs the platform. */
@RestController
@ConditionalOnBean(Quotas.class)
@RequestMapping("/api/v1/platform/tenants/{tenantId}/quotas")
class PlatformQuotaController {

    private final Quotas quotas;

    PlatformQuotaController(Quotas quotas) {
        this.quotas = quotas;
    }

    /**
     * What a business may have and send.
     *
     * @param quotas by their words; null for no limit; what is absent is as for all
     */
    record QuotaBody(@Nullable Map<String, @Nullable Long> quotas) {}

    @Operation(summary = "Read what a business may have and send, and what of it is used")
    @Needs(Permission.OPERATIONS_READ)
    @GetMapping
    QuotaList read(@PathVariable String tenantId) {
        return QuotaList.of(quotas, new TenantId(tenantId));
    }

    @Operation(
            summary = "Set what a business may have and send",
            description = "What it has already stays, also when that is too much from now on.")
    @Needs(Permission.TENANTS_CHANGE)
    @PutMapping
    QuotaList set(@PathVariable String tenantId, @RequestBody QuotaBody body) {
        TenantId tenant = new TenantId(tenantId);
        quotas.set(tenant, parsed(body.quotas()));
        return QuotaList.of(quotas, tenant);
    }

    private static Map<Quota, @Nullable Long> parsed(@Nullable Map<String, @Nullable Long> words) {
        if (words == null) {
            throw wrong("is required");
        }
        Map<Quota, @Nullable Long> parsed = new EnumMap<>(Quota.class);
        words.forEach(
                (word, most) -> {
                    if (most != null && most < 0) {
                        throw wrong("must be 0 or more, or null for no limit");
                    }
                    parsed.put(
                            Quota.of(word)
                                    .orElseThrow(() -> wrong("has a name that is no quota's")),
                            most);
                });
        return parsed;
    }

    private static ReparteeException wrong(String detail) {
        return new ReparteeException(ErrorCode.INVALID_FIELD, "quotas " + detail);
    }
}
