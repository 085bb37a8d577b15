package dev.repartee.identity.provider;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Somebody who knows people and vouches for them. Calls block; implementations are thread-safe. */
public sealed interface IdentityProvider permits OidcProvider, GithubProvider {

    /** What this system is to it. */
    Client client();

    /**
     * Where the browser goes to be asked.
     *
     * @throws ProviderRefusal when the provider can't be asked for its addresses
     */
    URI question(Attempt attempt) throws ProviderRefusal;

    /**
     * Where the browser goes to be asked anew, however lately it was; empty for a provider that
     * doesn't say when it last asked.
     *
     * @throws ProviderRefusal as {@link #question}
     */
    Optional<URI> questionAnew(Attempt attempt) throws ProviderRefusal;

    /**
     * Exchanges the answer for what the provider vouches for.
     *
     * @param answer the parameters with which the browser came back
     * @throws ProviderRefusal when it vouches for nobody, or is not to be believed
     */
    Assertion redeem(Map<String, String> answer, Attempt attempt) throws ProviderRefusal;
}
