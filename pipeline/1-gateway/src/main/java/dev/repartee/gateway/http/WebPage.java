package dev.repartee.gateway.http;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/**
 * The web page that makes a browser call, by headers that no page can set.
 *
 * @param origin where the page comes from; null when the caller is no web page
 * @param host what the browser called, also through a trusted proxy
 */
record WebPage(@Nullable String origin, @Nullable String host) {

    /**
     * @param trusted whether a proxy stands before us whose word is believed
     */
    static WebPage of(MultiMap headers, boolean trusted) {
        String forwarded = trusted ? headers.get("X-Forwarded-Host") : null;
        return new WebPage(
                headers.get("Origin"), forwarded == null ? headers.get("Host") : forwarded);
    }
}
