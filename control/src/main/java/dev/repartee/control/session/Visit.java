package dev.repartee.control.session;

import dev.repartee.identity.session.Place;
import jakarta.servlet.http.HttpServletRequest;

/** Where a request comes from. */
public final class Visit {

    private Visit() {}

    /** Only the gateway reaches us, and it overwrites the header with the address that it saw. */
    public static Place place(HttpServletRequest request) {
        String forwarded = request.getHeader("X-Forwarded-For");
        String agent = request.getHeader("User-Agent");
        return new Place(
                forwarded == null ? request.getRemoteAddr() : forwarded,
                agent == null ? "" : agent);
    }
}
