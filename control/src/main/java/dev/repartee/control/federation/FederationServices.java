package dev.repartee.control.federation;

import dev.repartee.identity.federation.Identities;
import dev.repartee.identity.federation.ProviderSignIn;
import dev.repartee.identity.federation.Providers;
import dev.repartee.identity.sso.Domains;
import dev.repartee.identity.sso.TenantProviders;

/**
 * What is known of identity providers.
 *
 * @param signIn the way in through them
 * @param providers all of them
 * @param identities whom accounts are there
 * @param businesses those that businesses bring
 * @param domains for whom those speak
 */
public record FederationServices(
        ProviderSignIn signIn,
        Providers providers,
        Identities identities,
        TenantProviders businesses,
        Domains domains) {}
