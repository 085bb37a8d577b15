package dev.repartee.control.mailbox;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a request was made on this machine, as far as that can be told: it came from
 * loopback, asked for a host that is this machine, and no proxy left a trace.
 *
 * <p>A proxy on this machine that leaves none can't be told from a local program. Therefore this is
 * never the only lock of a door.
 */
public final class LocalVisit {

    private static final Set<String> OURS = Set.of("localhost", "127.0.0.1", "[::1]");

    /** The gateway removes or overwrites the others. */
    private static final List<String> TRACES = List.of("Via", "X-Real-IP", "Forwarded");

    private LocalVisit() {}

    /** Whether it was. */
    public static boolean is(HttpServletRequest request) {
        return TRACES.stream().noneMatch(name -> request.getHeader(name) != null)
                && loopback(told(request, "X-Forwarded-For", request.getRemoteAddr()))
                && ours(told(request, "X-Forwarded-Host", request.getHeader("Host")));
    }

    /** The gateway says what it saw itself; without one the connection is the caller's. */
    private static String told(
            HttpServletRequest request, String header, @Nullable String otherwise) {
        String told = request.getHeader(header);
        return told != null ? told : otherwise == null ? "" : otherwise;
    }

    private static boolean loopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A name that an attacker made lead to this machine (DNS rebinding) is none of ours. */
    private static boolean ours(String host) {
        return OURS.contains(host.toLowerCase(Locale.ROOT).replaceFirst(":\\d{1,5}$", ""));
    }
}
