package dev.repartee.control.session;

import dev.repartee.identity.session.Granted;
import dev.repartee.identity.session.Secret;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.springframework.http.ResponseCookie;

/**
 * The cookie of a browser's login. Its name makes browsers take it only over TLS (or from this
 * machine), for this host alone and for every path; scripts can't read it, other sites don't send
 * it.
 */
public final class SessionCookie {

    private static final String NAME = "__Host-repartee-session";

    private SessionCookie() {}

    /** The cookie that a request carries. */
    public static Optional<String> of(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(NAME)) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    /**
     * What a page has to send along with everything that changes something: only who can read our
     * answers knows it, and it says nothing of the cookie.
     */
    public static String csrfToken(String cookie) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Secret.hash("csrf:" + cookie));
    }

    static String set(Granted granted) {
        return cookie(
                granted.secret().text(),
                Duration.between(granted.login().createdAt(), granted.login().expiresAt()));
    }

    static String clear() {
        return cookie("", Duration.ZERO);
    }

    private static String cookie(String value, Duration age) {
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .secure(true)
                .sameSite("Strict")
                .path("/")
                .maxAge(age)
                .build()
                .toString();
    }
}
