package dev.repartee.identity.provider;

import java.net.URI;

/**
 * What this system is to a provider.
 *
 * @param provider names the provider
 * @param name what people call the provider
 * @param id the client's id
 * @param secret the client's secret
 * @param redirect where the provider sends browsers back; of this provider alone, so that an answer
 *     of one can't be passed off as another's (RFC 9700, section 4.4)
 */
public record Client(ProviderId provider, String name, String id, String secret, URI redirect) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "Client[" + provider + "]";
    }
}
