package dev.repartee.control.session;

import dev.repartee.identity.session.Granted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * What a device holds from now on.
 *
 * @param tenant the business
 * @param role what may be done there
 * @param login names this device in the list of sessions
 * @param accessToken for {@code Authorization: Bearer}
 * @param accessExpiresAt until when
 * @param refreshToken for the next access token, once; absent for a browser with a cookie
 * @param expiresAt when the sign-in ends by itself
 */
record SessionView(
        String tenant,
        String role,
        String login,
        String accessToken,
        Instant accessExpiresAt,
        @Nullable String refreshToken,
        Instant expiresAt) {

    static SessionView of(Granted granted) {
        return new SessionView(
                granted.login().tenant().value(),
                granted.role().value(),
                granted.login().id().value(),
                granted.access().text(),
                granted.access().expiresAt(),
                granted.login().cookie() ? null : granted.secret().text(),
                granted.login().expiresAt());
    }

    ResponseEntity<SessionView> answer(HttpStatus status) {
        return ResponseEntity.status(status).cacheControl(CacheControl.noStore()).body(this);
    }

    @Override
    public String toString() {
        return "SessionView[" + login + "]";
    }
}
