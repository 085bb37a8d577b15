package dev.repartee.control.federation;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.control.session.AccountServices;
import dev.repartee.control.session.Required;
import dev.repartee.control.tenancy.RoleGift;
import dev.repartee.control.tenancy.TenancyServices;
import dev.repartee.identity.provider.ProviderRefusal;
import dev.repartee.identity.provider.WebAddress;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.role.RoleId;
import dev.repartee.identity.sso.TenantProvider;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The identity provider that a business brings for its own people. */
@RestController
@ConditionalOnBean({AccountServices.class, FederationServices.class, TenancyServices.class})
@RequestMapping("/api/v1/sign-in/provider")
class OwnProviderController {

    private static final int LONGEST_NAME = 60;

    private final FederationServices services;
    private final AccountServices accounts;
    private final TenancyServices tenancy;

    OwnProviderController(
            FederationServices services, AccountServices accounts, TenancyServices tenancy) {
        this.services = services;
        this.accounts = accounts;
        this.tenancy = tenancy;
    }

    /**
     * A provider of OpenID Connect.
     *
     * @param name what people call it
     * @param issuer its address, exactly as it names itself
     * @param clientId as it gave it
     * @param clientSecret as it gave it; absent to keep the one that is there
     * @param trustsAddresses whether addresses count as verified that it says nothing about
     * @param joinsAs the role of newcomers; absent: only members get in
     * @param required whether people of the business's verified domains, but its owners, come in by
     *     no other way
     */
    record ProviderBody(
            @Nullable String name,
            @Nullable String issuer,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @Nullable Boolean trustsAddresses,
            @Nullable String joinsAs,
            @Nullable Boolean required) {

        @Override
        public String toString() {
            return "ProviderBody[" + issuer + "]";
        }
    }

    /**
     * The provider, without its secret.
     *
     * @param redirectUri what has to be told to the provider
     */
    record ProviderView(
            String id,
            String name,
            String issuer,
            String clientId,
            boolean trustsAddresses,
            @Nullable String joinsAs,
            boolean required,
            String redirectUri,
            String updatedAt) {}

    @Operation(summary = "The business's own identity provider")
    @Needs(Permission.SIGN_IN_CHANGE)
    @GetMapping
    ProviderView read(Caller caller) {
        return view(services.businesses().of(caller.tenant()).orElseThrow(() -> none()));
    }

    @Operation(
            summary = "Bring an identity provider",
            description =
                    "It is asked at once who it is. It speaks for verified domains only. When it"
                            + " becomes required, other logins of these domains end.")
    @Needs(Permission.SIGN_IN_CHANGE)
    @PutMapping
    ProviderView put(Caller caller, @RequestBody ProviderBody body) {
        accounts.logins().requireFresh(caller.account().login());
        TenantProvider.Terms terms = terms(caller, body);
        String secret = secret(caller.tenant(), body, terms);
        try {
            services.providers().check(terms.issuer());
        } catch (ProviderRefusal e) {
            throw new ReparteeException(ErrorCode.INVALID_FIELD, e.getMessage(), e);
        }
        TenantProvider put = services.businesses().put(caller.tenant(), terms, secret);
        Enforcement.apply(services, accounts, caller.tenant());
        return view(put);
    }

    @Operation(summary = "Do without an identity provider again")
    @Needs(Permission.SIGN_IN_CHANGE)
    @DeleteMapping
    ResponseEntity<Void> remove(Caller caller) {
        accounts.logins().requireFresh(caller.account().login());
        if (!services.businesses().remove(caller.tenant())) {
            throw none();
        }
        return ResponseEntity.noContent().build();
    }

    private TenantProvider.Terms terms(Caller caller, ProviderBody body) {
        String name = Required.text("name", body.name()).strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "name must have 1 to " + LONGEST_NAME + " characters");
        }
        String joinsAs = body.joinsAs();
        RoleId role = joinsAs == null ? null : RoleGift.checked(caller, tenancy.roles(), joinsAs);
        if (Role.OWNER.id().equals(role)) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "nobody becomes an owner by joining");
        }
        return new TenantProvider.Terms(
                name,
                issuer(Required.text("issuer", body.issuer())),
                Required.text("clientId", body.clientId()),
                Boolean.TRUE.equals(body.trustsAddresses()),
                role,
                Boolean.TRUE.equals(body.required()));
    }

    /**
     * The secret that is there goes to the issuer and client for which it was given, or nowhere.
     */
    private String secret(TenantId tenant, ProviderBody body, TenantProvider.Terms terms) {
        String given = body.clientSecret();
        if (given != null) {
            return Required.text("clientSecret", given);
        }
        return services.businesses()
                .of(tenant)
                .filter(
                        known ->
                                known.terms().issuer().equals(terms.issuer())
                                        && known.terms().clientId().equals(terms.clientId()))
                .map(known -> known.clientSecret().value())
                .orElseThrow(
                        () ->
                                new ReparteeException(
                                        ErrorCode.INVALID_FIELD, "clientSecret is required"));
    }

    private static URI issuer(String text) {
        try {
            URI issuer = URI.create(text);
            if (WebAddress.acceptable(issuer)
                    && issuer.getRawQuery() == null
                    && issuer.getRawFragment() == null) {
                return issuer;
            }
        } catch (IllegalArgumentException e) {
            // Refused below, like all others.
        }
        throw new ReparteeException(
                ErrorCode.INVALID_FIELD, "issuer must begin with https:// and have no query");
    }

    private ProviderView view(TenantProvider provider) {
        RoleId joinsAs = provider.terms().joinsAs();
        return new ProviderView(
                provider.id().value(),
                provider.terms().name(),
                provider.terms().issuer().toString(),
                provider.terms().clientId(),
                provider.terms().trustsAddresses(),
                joinsAs == null ? null : joinsAs.value(),
                provider.terms().required(),
                services.providers().redirect(provider.id()).toString(),
                provider.updatedAt().toString());
    }

    private static ReparteeException none() {
        return new ReparteeException(ErrorCode.NOT_FOUND, "the business has no identity provider");
    }
}
