package dev.repartee.control.session;

import dev.repartee.identity.session.Granted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a device holds from now on.
 *
 * @param tenant the business
 * @param role what may be done there
 * @param login names this device in the list of sessions
 * @param accessToken for {@code Authorization: Bearer}
 * @param accessExpiresAt until when
 * @param refreshToken for the next access token, once; absent for a browser with a cookie
 * @param csrfToken for {@code X-CSRF-Token} of everything that changes something; only with a
 *     cookie
 * @param expiresAt when the sign-in ends by itself
 */
public record SessionView(
        String tenant,
        String role,
        String login,
        String accessToken,
        Instant accessExpiresAt,
        @Nullable String refreshToken,
        @Nullable String csrfToken,
        Instant expiresAt) {

    static SessionView of(Granted granted) {
        return new SessionView(
                granted.login().tenant().value(),
                granted.role().value(),
                granted.login().id().value(),
                granted.access().text(),
                granted.access().expiresAt(),
                granted.login().cookie() ? null : granted.secret().text(),
                granted.login().cookie() ? SessionCookie.csrfToken(granted.secret().text()) : null,
                granted.login().expiresAt());
    }

    @Override
    public String toString() {
        return "SessionView[" + login + "]";
    }
}
