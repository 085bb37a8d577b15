package dev.repartee.app.federation;

import dev.repartee.app.node.Settings;
import dev.repartee.app.node.Stores;
import dev.repartee.control.federation.FederationServices;
import dev.repartee.control.session.AccountServices;
import dev.repartee.egress.EgressConfig;
import dev.repartee.egress.EgressHttp;
import dev.repartee.identity.federation.Flows;
import dev.repartee.identity.federation.Identities;
import dev.repartee.identity.federation.Newcomers;
import dev.repartee.identity.federation.ProviderSignIn;
import dev.repartee.identity.federation.ProviderStepUp;
import dev.repartee.identity.federation.Providers;
import dev.repartee.identity.federation.Recognition;
import dev.repartee.identity.federation.Redirects;
import dev.repartee.identity.provider.ProviderHttp;
import dev.repartee.identity.provider.SignInConfig;
import dev.repartee.identity.selfservice.AccountsConfig;
import dev.repartee.identity.sso.DnsTxtRecords;
import dev.repartee.identity.sso.Domains;
import dev.repartee.identity.sso.RequiredProviders;
import dev.repartee.identity.sso.TenantProviders;
import dev.repartee.identity.tenancy.Invitations;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What the control plane needs to let people in through identity providers. */
public final class FederationDesk implements AutoCloseable {

    private final EgressHttp shared;
    private final EgressHttp businesses;
    private final FederationServices services;

    public FederationDesk(
            Stores stores,
            Settings settings,
            AccountServices people,
            MeterRegistry meters,
            Clock clock) {
        SignInConfig config = settings.of(SignInConfig.class);
        URI publicUrl = settings.of(AccountsConfig.class).publicUrl();
        EgressConfig egress = withoutRedirects(settings.of(EgressConfig.class));
        shared = new EgressHttp(egress.withInternal(internal(egress, config)), meters);
        businesses = new EgressHttp(egress, meters);
        TenantProviders tenantProviders =
                new TenantProviders(stores.main(), stores.secrets(), clock);
        Domains domains = new Domains(stores.main(), new DnsTxtRecords(config.dns()), clock);
        Identities identities = new Identities(stores.main(), clock);
        Providers providers =
                new Providers(
                        config,
                        publicUrl,
                        tenantProviders,
                        new Providers.Lines(
                                new ProviderHttp(shared), new ProviderHttp(businesses)));
        Recognition recognition =
                new Recognition(
                        people.accounts(),
                        people.memberships(),
                        identities,
                        domains,
                        new Newcomers(
                                people.accounts(),
                                new Invitations(stores.main(), people.memberships(), clock),
                                people.selfService()),
                        people.office());
        Flows flows = new Flows(stores.main(), stores.secrets(), clock);
        services =
                new FederationServices(
                        new ProviderSignIn(
                                providers,
                                flows,
                                recognition,
                                people.accounts(),
                                people.signIn(),
                                Redirects.of(publicUrl, config.redirects())),
                        new ProviderStepUp(
                                flows, identities, people.factors(), people.logins(), clock),
                        providers,
                        identities,
                        tenantProviders,
                        domains,
                        new RequiredProviders(stores.main()));
    }

    /** For the controllers. */
    public FederationServices services() {
        return services;
    }

    @Override
    public void close() {
        shared.close();
        businesses.close();
    }

    /** Secrets are sent to where they belong, not to where an answer points. */
    private static EgressConfig withoutRedirects(EgressConfig config) {
        return new EgressConfig(
                config.plainHttp(),
                config.ports(),
                config.internal(),
                config.connections(),
                0,
                config.connect());
    }

    /** The operator's own providers may well be inside. */
    private static List<String> internal(EgressConfig egress, SignInConfig config) {
        List<String> internal = new ArrayList<>(egress.internal());
        for (SignInConfig.Registration provider : config.providers()) {
            URI issuer = provider.issuer();
            if (issuer != null) {
                int port = issuer.getPort();
                internal.add(issuer.getHost() + (port < 0 ? "" : ":" + port));
            }
        }
        return internal;
    }
}
