package dev.repartee.control.federation;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.control.session.AccountServices;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.sso.Domain;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The mail domains for whose people a business's identity provider speaks. */
@RestController
@ConditionalOnBean({AccountServices.class, FederationServices.class})
@RequestMapping("/api/v1")
class DomainController {

    private final FederationServices services;
    private final AccountServices accounts;

    DomainController(FederationServices services, AccountServices accounts) {
        this.services = services;
        this.accounts = accounts;
    }

    /**
     * A domain.
     *
     * @param domain its name
     * @param recordName where the DNS has to have a TXT record
     * @param recordText what the record has to say
     * @param verifiedAt since when it is known to be the business's; absent before
     */
    record DomainView(
            String domain, String recordName, String recordText, @Nullable Instant verifiedAt) {

        static DomainView of(Domain domain) {
            return new DomainView(
                    domain.name(), domain.recordName(), domain.recordText(), domain.verifiedAt());
        }
    }

    /**
     * Domains.
     *
     * @param domains by name
     */
    record DomainList(List<DomainView> domains) {}

    @Operation(summary = "List the business's mail domains")
    @Needs(Permission.SIGN_IN_CHANGE)
    @GetMapping("/sign-in/domains")
    DomainList list(Caller caller) {
        return new DomainList(
                services.domains().of(caller.tenant()).stream().map(DomainView::of).toList());
    }

    @Operation(
            summary = "Claim a mail domain",
            description = "Tells which record the domain's owner has to put into the DNS.")
    @Needs(Permission.SIGN_IN_CHANGE)
    @PutMapping("/sign-in/domains/{domain}")
    DomainView claim(Caller caller, @PathVariable String domain) {
        accounts.logins().requireFresh(caller.account().login());
        return DomainView.of(services.domains().claim(caller.tenant(), Domain.named(domain)));
    }

    @Operation(summary = "Look into the DNS whether a domain is the business's")
    @Needs(Permission.SIGN_IN_CHANGE)
    @PostMapping("/sign-in/domains/{domain}/verification")
    DomainView verify(Caller caller, @PathVariable String domain) {
        accounts.logins().requireFresh(caller.account().login());
        Domain verified = services.domains().verify(caller.tenant(), Domain.named(domain));
        Enforcement.apply(services, accounts, caller.tenant());
        return DomainView.of(verified);
    }

    @Operation(summary = "Give a domain up")
    @Needs(Permission.SIGN_IN_CHANGE)
    @DeleteMapping("/sign-in/domains/{domain}")
    ResponseEntity<Void> remove(Caller caller, @PathVariable String domain) {
        accounts.logins().requireFresh(caller.account().login());
        if (!services.domains().remove(caller.tenant(), Domain.named(domain))) {
            throw new ReparteeException(
                    ErrorCode.NOT_FOUND, "the domain '" + domain + "' was not claimed");
        }
        return ResponseEntity.noContent().build();
    }

    @Operation(
            summary = "Confirm a business's domain as the operator",
            description = "For who can't change the DNS, and has shown otherwise whose it is.")
    @Needs(Permission.TENANTS_CHANGE)
    @PostMapping("/operations/tenants/{tenantId}/domains/{domain}/confirmation")
    DomainView confirm(Caller caller, @PathVariable String tenantId, @PathVariable String domain) {
        accounts.logins().requireFresh(caller.account().login());
        TenantId tenant = new TenantId(tenantId);
        Domain confirmed = services.domains().confirm(tenant, Domain.named(domain));
        Enforcement.apply(services, accounts, tenant);
        return DomainView.of(confirmed);
    }
}
