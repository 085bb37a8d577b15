package dev.repartee.control.federation;

import dev.repartee.identity.session.Secret;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.http.ResponseCookie;

/**
 * Tells the browser that left for a provider from all others. Unlike the cookie of a login it has
 * to come along when the provider sends the browser back, so it is {@code SameSite=Lax}; by itself
 * it is good for nothing. A browser that leaves twice keeps it, so that both ways lead back.
 */
final class FlowCookie {

    private static final String NAME = "__Host-repartee-flow";
    private static final String PREFIX = "rpf_";
    private static final Pattern FORM = Pattern.compile("rpf_[A-Za-z0-9_-]{43}");
    private static final Duration LIFETIME = Duration.ofMinutes(15);

    private FlowCookie() {}

    /** What the request carries; empty when it carries none of ours. */
    static String of(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(NAME) && FORM.matcher(cookie.getValue()).matches()) {
                    return cookie.getValue();
                }
            }
        }
        return "";
    }

    /** What the request carries, or a new one. */
    static String ofOrNew(HttpServletRequest request) {
        String known = of(request);
        return known.isEmpty() ? Secret.random(PREFIX).text() : known;
    }

    static String set(String value) {
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .secure(true)
                .sameSite("Lax")
                .path("/")
                .maxAge(LIFETIME)
                .build()
                .toString();
    }
}
