package dev.repartee.control.quota;

import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.control.quota.QuotaView.QuotaList;
import dev.repartee.identity.quota.Quotas;
import dev.repartee.identity.role.Permission;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the caller's business may have and send. */
@RestController
@ConditionalOnBean(Quotas.class)
@RequestMapping("/api/v1/tenant/quotas")
class QuotaController {

    private final Quotas quotas;

    QuotaController(Quotas quotas) {
        this.quotas = quotas;
    }

    @Operation(summary = "Read what the business may have and send, and what of it is used")
    @Needs(Permission.TENANT_READ)
    @GetMapping
    QuotaList read(Caller caller) {
        return QuotaList.of(quotas, caller.tenant());
    }
}
