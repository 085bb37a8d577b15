package dev.repartee.control.federation;

import dev.repartee.identity.federation.Identities;
import dev.repartee.identity.federation.ProviderSignIn;
import dev.repartee.identity.federation.ProviderStepUp;
import dev.repartee.identity.federation.Providers;
import dev.repartee.identity.sso.Domains;
import dev.repartee.identity.sso.RequiredProviders;
import dev.repartee.identity.sso.TenantProviders;

/**
 * What is known of identity providers.
 *
 * @param signIn the way in through them
 * @param stepUp proving anew through them who is signed in
 * @param providers all of them
 * @param identities whom accounts are there
 * @param businesses those that businesses bring
 * @param domains for whom those speak
 * @param required whose people have to come through them
 */
public record FederationServices(
        ProviderSignIn signIn,
        ProviderStepUp stepUp,
        Providers providers,
        Identities identities,
        TenantProviders businesses,
        Domains domains,
        RequiredProviders required) {}
