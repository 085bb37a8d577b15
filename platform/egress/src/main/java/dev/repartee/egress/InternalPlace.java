package dev.repartee.egress;

import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something internal that the operator lets users call.
 *
 * @param host a name whose addresses are all allowed, or null
 * @param network a block of addresses, or null
 * @param port the only port, or null for those of the configuration
 */
record InternalPlace(@Nullable String host, @Nullable Network network, @Nullable Integer port) {

    private static final Pattern WITH_PORT = Pattern.compile("(\\[[^\\]]+]|[^:]+):(\\d{1,5})");
    private static final Pattern NAME =
            Pattern.compile(
                    "(?i)[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    /**
     * Reads an entry of the configuration.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    static InternalPlace parse(String entry) {
        Matcher ported = WITH_PORT.matcher(entry);
        boolean hasPort = ported.matches();
        String place = hasPort ? ported.group(1) : entry;
        Integer port = hasPort ? Integer.valueOf(ported.group(2)) : null;
        if (port != null && (port < 1 || port > 65_535)) {
            throw new IllegalArgumentException("internal: no such port in '" + entry + "'");
        }
        String bare =
                place.startsWith("[") && place.endsWith("]")
                        ? place.substring(1, place.length() - 1)
                        : place;
        int slash = bare.indexOf('/');
        if (Network.isLiteral(slash < 0 ? bare : bare.substring(0, slash))) {
            return new InternalPlace(null, Network.parse(bare), port);
        }
        if (!NAME.matcher(bare).matches()) {
            throw new IllegalArgumentException(
                    "internal must list hosts, addresses or networks, optionally with a port, not '"
                            + entry
                            + "'");
        }
        return new InternalPlace(bare.toLowerCase(Locale.ROOT), null, port);
    }

    /** Whether it covers an address that a host's name stands for. */
    boolean covers(String name, InetAddress address, int wanted) {
        return (port == null || port == wanted)
                && (host != null
                        ? host.equals(name)
                        : network != null && network.contains(address));
    }

    /** Whether it opens a port that is not among the usual ones. */
    boolean opens(String name, int wanted) {
        if (port == null || port != wanted) {
            return false;
        }
        return host == null
                ? !Network.isLiteral(name) || covers(name, Network.literal(name), wanted)
                : host.equals(name);
    }
}
