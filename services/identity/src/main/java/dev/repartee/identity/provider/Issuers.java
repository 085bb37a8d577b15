package dev.repartee.identity.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.repartee.identity.provider.ProviderRefusal.Reason;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What issuers say of themselves (OpenID Connect Discovery), kept for an hour; their keys are kept
 * for five minutes, and asked for anew when one is unknown. Bounded. Thread-safe.
 */
public final class Issuers {

    private static final String WELL_KNOWN = "/.well-known/openid-configuration";
    private static final Duration KEPT = Duration.ofHours(1);
    private static final int MOST = 1_000;

    private final ProviderHttp http;
    private final Cache<URI, Known> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

    public Issuers(ProviderHttp http) {
        this.http = http;
    }

    /**
     * An issuer that was asked.
     *
     * @param metadata where its endpoints are, all of them at addresses that are acceptable
     * @param keys with which it signs
     */
    record Known(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys) {}

    /** The line to them. */
    public ProviderHttp http() {
        return http;
    }

    /**
     * Asks an issuer anew.
     *
     * @throws ProviderRefusal when it is not one, with a message that may be shown
     */
    public void check(URI issuer) throws ProviderRefusal {
        known.put(issuer, ask(issuer));
    }

    Known find(URI issuer) throws ProviderRefusal {
        Known kept = known.getIfPresent(issuer);
        if (kept == null) {
            kept = ask(issuer);
            known.put(issuer, kept);
        }
        return kept;
    }

    private Known ask(URI issuer) throws ProviderRefusal {
        String base = issuer.toString();
        try {
            String document =
                    http.get(
                                    URI.create(base.replaceAll("/$", "") + WELL_KNOWN),
                                    Map.of("Accept", "application/json"))
                            .text();
            OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(document);
            if (!metadata.getIssuer().getValue().equals(base)) {
                throw ProviderRefusal.untrusted("the issuer calls itself by another name");
            }
            checkEndpoints(metadata);
            return new Known(
                    metadata,
                    JWKSourceBuilder.create(metadata.getJWKSetURI().toURL(), http)
                            .refreshAheadCache(false)
                            .build());
        } catch (IOException e) {
            throw new ProviderRefusal(
                    Reason.UNREACHABLE, "the issuer can't be asked: " + e.getMessage(), e);
        } catch (ParseException | IllegalArgumentException e) {
            throw new ProviderRefusal(
                    Reason.UNTRUSTED, "the issuer's description of itself can't be read", e);
        }
    }

    private static void checkEndpoints(OIDCProviderMetadata metadata)
            throws ProviderRefusal, MalformedURLException {
        if (metadata.getAuthorizationEndpointURI() == null
                || metadata.getTokenEndpointURI() == null
                || metadata.getJWKSetURI() == null) {
            throw ProviderRefusal.untrusted("the issuer lacks an endpoint");
        }
        if (!Stream.of(
                        metadata.getAuthorizationEndpointURI(),
                        metadata.getTokenEndpointURI(),
                        metadata.getJWKSetURI(),
                        metadata.getUserInfoEndpointURI())
                .filter(Objects::nonNull)
                .allMatch(WebAddress::acceptable)) {
            throw ProviderRefusal.untrusted("an endpoint of the issuer has no TLS");
        }
    }
}
