package dev.repartee.control.federation;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.identity.federation.Flow;
import dev.repartee.identity.federation.ProviderSignIn;
import dev.repartee.identity.provider.ProviderId;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Sends a browser to a provider. */
final class Departure {

    private Departure() {}

    /**
     * Where the page sends its browser.
     *
     * @param authorizationUrl at the provider
     */
    record View(String authorizationUrl) {

        @Override
        public String toString() {
            return "Departure[]";
        }
    }

    static ResponseEntity<View> answer(
            ProviderSignIn signIn,
            String provider,
            @Nullable String redirect,
            Flow.Aim aim,
            HttpServletRequest request) {
        String browser = FlowCookie.ofOrNew(request);
        URI question = signIn.begin(new ProviderId(provider), address(redirect), aim, browser);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.SET_COOKIE, FlowCookie.set(browser))
                .body(new View(question.toString()));
    }

    private static @Nullable URI address(@Nullable String text) {
        try {
            return text == null ? null : URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new ReparteeException(ErrorCode.INVALID_FIELD, "redirect must be an address", e);
        }
    }
}
