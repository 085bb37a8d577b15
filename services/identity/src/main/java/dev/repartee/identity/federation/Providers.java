package dev.repartee.identity.federation;

import dev.repartee.identity.provider.Client;
import dev.repartee.identity.provider.GithubProvider;
import dev.repartee.identity.provider.IdentityProvider;
import dev.repartee.identity.provider.Issuers;
import dev.repartee.identity.provider.OidcProvider;
import dev.repartee.identity.provider.ProviderHttp;
import dev.repartee.identity.provider.ProviderId;
import dev.repartee.identity.provider.ProviderRefusal;
import dev.repartee.identity.provider.SignInConfig;
import dev.repartee.identity.provider.SignInConfig.Registration;
import dev.repartee.identity.sso.TenantProvider;
import dev.repartee.identity.sso.TenantProviders;
import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds identity providers: the deployment's, for everybody, and those of businesses. Thread-safe.
 */
public final class Providers {

    private final Map<ProviderId, IdentityProvider> shared = new LinkedHashMap<>();
    private final TenantProviders businesses;
    private final Issuers businessIssuers;
    private final URI publicUrl;

    /**
     * How providers are called.
     *
     * @param shared for those that the operator names: trusted with their own hosts
     * @param businesses for those that businesses name
     */
    public record Lines(ProviderHttp shared, ProviderHttp businesses) {}

    public Providers(SignInConfig config, URI publicUrl, TenantProviders businesses, Lines lines) {
        this.businesses = businesses;
        this.publicUrl = publicUrl;
        this.businessIssuers = new Issuers(lines.businesses());
        Issuers issuers = new Issuers(lines.shared());
        for (Registration one : config.providers()) {
            shared.put(new ProviderId(one.id()), shared(one, issuers));
        }
    }

    /** A provider, and who trusts it. */
    public sealed interface Route {

        /** The provider. */
        IdentityProvider provider();

        /** Everybody trusts it. */
        record Shared(IdentityProvider provider) implements Route {}

        /** One business trusts it, for its own people. */
        record OfBusiness(IdentityProvider provider, TenantProvider terms) implements Route {}
    }

    /** The deployment's, as they were configured. */
    public Collection<IdentityProvider> shared() {
        return Collections.unmodifiableCollection(shared.values());
    }

    /** The provider of that name. */
    public Optional<Route> find(ProviderId id) {
        IdentityProvider known = shared.get(id);
        return known != null
                ? Optional.of(new Route.Shared(known))
                : businesses.find(id).map(this::route);
    }

    /** The provider of the business whose verified domain it is. */
    public Optional<TenantProvider> ofDomain(String domain) {
        return businesses.ofDomain(domain);
    }

    /**
     * Asks an issuer that a business names whether it is one.
     *
     * @throws ProviderRefusal with a message that may be shown
     */
    public void check(URI issuer) throws ProviderRefusal {
        businessIssuers.check(issuer);
    }

    /** Where a provider sends browsers back; its owner has to tell it so. */
    public URI redirect(ProviderId id) {
        return URI.create(
                publicUrl.toString().replaceFirst("(?<!/)/+$", "")
                        + "/api/v1/session/providers/"
                        + id
                        + "/callback");
    }

    private Route route(TenantProvider business) {
        TenantProvider.Terms terms = business.terms();
        return new Route.OfBusiness(
                new OidcProvider(
                        new Client(
                                business.id(),
                                terms.name(),
                                terms.clientId(),
                                business.clientSecret().value(),
                                redirect(business.id())),
                        terms.issuer(),
                        terms.trustsAddresses(),
                        businessIssuers),
                business);
    }

    private IdentityProvider shared(Registration one, Issuers issuers) {
        ProviderId id = new ProviderId(one.id());
        Client client =
                new Client(
                        id, one.title(), one.clientId(), one.clientSecret().value(), redirect(id));
        return switch (one.kind()) {
            case GITHUB -> new GithubProvider(client, one.issuer(), issuers.http());
            case GOOGLE, OIDC ->
                    new OidcProvider(
                            client,
                            one.issuerAddress(),
                            Boolean.TRUE.equals(one.trustsAddresses()),
                            issuers);
        };
    }
}
