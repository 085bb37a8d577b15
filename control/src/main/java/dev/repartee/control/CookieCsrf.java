package dev.repartee.control;

import dev.repartee.control.access.Endpoints;
import dev.repartee.control.access.Endpoints.Need;
import dev.repartee.control.session.SessionCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * Whoever acts by cookie must show the token that belongs to it. Nothing is stored: it follows from
 * the cookie. Requests with an {@code Authorization} header can't be forged, and need none.
 */
final class CookieCsrf implements CsrfTokenRepository {

    private static final String HEADER = "X-CSRF-Token";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    static void configure(CsrfConfigurer<HttpSecurity> csrf, Endpoints endpoints) {
        csrf.csrfTokenRepository(new CookieCsrf())
                .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
                .requireCsrfProtectionMatcher(request -> forgeable(request, endpoints));
    }

    /**
     * What is open to all does nothing by the cookie, and takes JSON alone, which no foreign page
     * can send without asking. So somebody whose cookie is too old can sign in.
     */
    private static boolean forgeable(HttpServletRequest request, Endpoints endpoints) {
        return !SAFE.contains(request.getMethod())
                && request.getHeader("Authorization") == null
                && SessionCookie.of(request).isPresent()
                && !(endpoints.need(request) instanceof Need.Nothing);
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return token(UUID.randomUUID().toString());
    }

    @Override
    public void saveToken(
            @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {}

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return SessionCookie.of(request)
                .map(cookie -> token(SessionCookie.csrfToken(cookie)))
                .orElse(null);
    }

    private static CsrfToken token(String value) {
        return new DefaultCsrfToken(HEADER, "_csrf", value);
    }
}
