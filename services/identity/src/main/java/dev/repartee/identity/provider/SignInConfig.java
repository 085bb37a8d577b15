package dev.repartee.identity.provider;

import dev.repartee.runtime.Secret;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Through whom everybody may sign in, besides the providers that businesses bring for themselves.
 *
 * @param providers the deployment's own
 * @param redirects where a browser may be sent when it comes back, each exactly as a page names it;
 *     {@code /sign-in} of the public address is always among them
 * @param dns the server that is asked whether a business owns a domain, {@code host} or {@code
 *     host:port}; null for the operating system's
 */
public record SignInConfig(
        List<Registration> providers, List<URI> redirects, @Nullable String dns) {

    public SignInConfig {
        providers = List.copyOf(providers);
        redirects = List.copyOf(redirects);
        Set<String> ids = new HashSet<>();
        for (Registration provider : providers) {
            if (!ids.add(provider.id())) {
                throw new IllegalArgumentException(
                        "providers has two of the id '" + provider.id() + "'");
            }
        }
        for (URI redirect : redirects) {
            if (!WebAddress.acceptable(redirect) || redirect.getRawFragment() != null) {
                throw new IllegalArgumentException(
                        "redirects must begin with https:// and have no fragment: " + redirect);
            }
        }
    }

    /** None. */
    public static SignInConfig defaults() {
        return new SignInConfig(List.of(), List.of(), null);
    }

    /** How a provider is spoken with. */
    public enum Kind {
        /** OpenID Connect, as Google speaks it. */
        GOOGLE,
        /** OAuth 2 and GitHub's own API: it knows no ID tokens. */
        GITHUB,
        /** OpenID Connect, by discovery. */
        OIDC
    }

    /**
     * What a provider knows this system as.
     *
     * @param id names it in addresses
     * @param kind how it is spoken with
     * @param name what people see; absent for Google and GitHub
     * @param issuer for {@code oidc}; for {@code github} the address of an enterprise server
     * @param clientId as the provider gave it
     * @param clientSecret as the provider gave it
     * @param trustsAddresses whether addresses count as verified that the provider says nothing
     *     about; absent for no
     */
    public record Registration(
            String id,
            Kind kind,
            @Nullable String name,
            @Nullable URI issuer,
            String clientId,
            Secret clientSecret,
            @Nullable Boolean trustsAddresses) {

        public Registration {
            new ProviderId(id);
            if (kind == Kind.OIDC && issuer == null) {
                throw new IllegalArgumentException("provider '" + id + "' needs an issuer");
            }
            if (issuer != null && !WebAddress.acceptable(issuer)) {
                throw new IllegalArgumentException(
                        "the issuer of provider '" + id + "' must begin with https://");
            }
        }

        /** The issuer of its ID tokens; Google's unless another one is named. */
        public URI issuerAddress() {
            return issuer == null ? URI.create("https://accounts.google.com") : issuer;
        }

        /** What people call it. */
        public String title() {
            return name != null
                    ? name
                    : switch (kind) {
                        case GOOGLE -> "Google";
                        case GITHUB -> "GitHub";
                        case OIDC -> id;
                    };
        }
    }
}
