package dev.repartee.identity.passkey;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * For which site passkeys are made. A passkey works for its site alone, so changing {@code
 * relyingParty} makes every passkey worthless.
 *
 * @param relyingParty a domain that all origins are at or below; null for the host of {@code
 *     accounts.publicUrl}
 * @param origins where pages that ask for passkeys come from, beside {@code accounts.publicUrl}:
 *     {@code https://app.example}
 */
public record PasskeyConfig(@Nullable String relyingParty, List<String> origins) {

    public PasskeyConfig {
        origins = List.copyOf(origins);
        if (relyingParty != null && relyingParty.isBlank()) {
            throw new IllegalArgumentException("relyingParty must be a domain, or be left out");
        }
        for (String origin : origins) {
            if (!origin(URI.create(origin)).equals(origin)) {
                throw new IllegalArgumentException(
                        "origins must look like https://app.example, not " + origin);
            }
        }
    }

    /** The site that people reach this system at. */
    public static PasskeyConfig defaults() {
        return new PasskeyConfig(null, List.of());
    }

    /**
     * The site.
     *
     * @throws IllegalArgumentException when a page's host is not at or below the relying party:
     *     browsers would refuse it
     */
    public Site site(URI publicUrl) {
        String domain = relyingParty == null ? host(publicUrl) : relyingParty;
        Set<String> all =
                Stream.concat(Stream.of(origin(publicUrl)), origins.stream())
                        .collect(Collectors.toUnmodifiableSet());
        for (String origin : all) {
            String host = host(URI.create(origin));
            if (!host.equals(domain) && !host.endsWith("." + domain)) {
                throw new IllegalArgumentException(
                        "passkeys: " + origin + " is not at or below " + domain);
            }
        }
        return new Site(domain, all);
    }

    /**
     * A site.
     *
     * @param domain what its passkeys are bound to
     * @param origins where its pages come from
     */
    public record Site(String domain, Set<String> origins) {}

    private static String origin(URI url) {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return url.getScheme() + "://" + host(url) + port;
    }

    private static String host(URI url) {
        String host = url.getHost();
        if (host == null || url.getScheme() == null) {
            throw new IllegalArgumentException(url + " must look like https://app.example");
        }
        return host.toLowerCase(Locale.ROOT);
    }
}
