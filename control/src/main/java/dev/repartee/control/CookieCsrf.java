package dev.repartee.control;

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
    private static final Set<String> SIGN_IN =
            Set.of(
                    "/api/v1/session",
                    "/api/v1/session/second-factor",
                    "/api/v1/session/new-password",
                    "/api/v1/session/refresh",
                    "/api/v1/session/provider-search",
                    "/api/v1/session/provider-code");
    private static final String PROVIDERS = "/api/v1/session/providers/";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    static void configure(CsrfConfigurer<HttpSecurity> csrf) {
        csrf.csrfTokenRepository(new CookieCsrf())
                .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
                .requireCsrfProtectionMatcher(CookieCsrf::forgeable);
    }

    /**
     * Signing in is safe: its body is JSON, which no foreign page can send without asking. The
     * cookie of a login that has ended must not stand in its way.
     */
    private static boolean forgeable(HttpServletRequest request) {
        return !SAFE.contains(request.getMethod())
                && request.getHeader("Authorization") == null
                && SessionCookie.of(request).isPresent()
                && !(request.getMethod().equals("POST") && signsIn(request.getRequestURI()));
    }

    private static boolean signsIn(String path) {
        return SIGN_IN.contains(path) || path.startsWith(PROVIDERS);
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
