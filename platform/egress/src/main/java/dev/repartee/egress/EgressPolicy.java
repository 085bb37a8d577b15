package dev.repartee.egress;

import dev.repartee.egress.EgressFailure.Kind;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Judges URLs by their form, and addresses by where they lead. Thread-safe. */
public final class EgressPolicy {

    private static final int LONGEST_URL = 8_192;
    private static final int LONGEST_HOST = 253;

    /** What some resolvers read as an IPv4 address: a last label that is a number (WHATWG URL). */
    private static final Pattern NUMBER = Pattern.compile("(?i)\\d+|0x[0-9a-f]*");

    private final EgressConfig config;
    private final List<InternalPlace> internal;

    public EgressPolicy(EgressConfig config) {
        this.config = config;
        this.internal = config.internal().stream().map(InternalPlace::parse).toList();
    }

    /**
     * Reads a URL that a user gave.
     *
     * @throws EgressFailure of kind {@code REFUSED_URL} with a reason to show
     */
    public URI check(String url) throws EgressFailure {
        if (url.length() > LONGEST_URL) {
            throw refused("the URL is longer than %,d characters".formatted(LONGEST_URL));
        }
        try {
            return check(URI.create(url.strip()));
        } catch (IllegalArgumentException e) {
            throw refused("this is no URL");
        }
    }

    /**
     * The same for a URL that is parsed already.
     *
     * @return the URL with its host in lower case, without a trailing dot or fragment
     */
    URI check(URI url) throws EgressFailure {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && config.plainHttp())) {
            throw refused(
                    config.plainHttp()
                            ? "the URL must begin with https:// or http://"
                            : "the URL must begin with https://");
        }
        if (url.getRawUserInfo() != null) {
            throw refused("the URL must not contain a user name or password");
        }
        String host = host(url);
        int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
        if (!config.ports().contains(port)
                && internal.stream().noneMatch(place -> place.opens(host, port))) {
            throw refused("port " + port + " may not be called");
        }
        String written = host.contains(":") ? "[" + host + "]" : host;
        String path =
                url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return URI.create(
                scheme
                        + "://"
                        + written
                        + (url.getPort() >= 0 ? ":" + port : "")
                        + path
                        + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery()));
    }

    /** The host of a checked URL, an IPv6 address without brackets. */
    static String host(URI url) throws EgressFailure {
        String host = url.getHost();
        if (host == null) {
            throw refused(
                    "the URL's host can't be read (write international names in their xn-- form)");
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        String name = bare.toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (name.isEmpty() || name.length() > LONGEST_HOST || name.contains("%")) {
            throw refused("the URL's host can't be read");
        }
        String last = name.substring(name.lastIndexOf('.') + 1);
        if (!Network.isLiteral(name) && NUMBER.matcher(last).matches()) {
            throw refused("an IP address must be written as four decimal numbers");
        }
        return name;
    }

    /**
     * Judges all addresses that a name stands for.
     *
     * @throws EgressFailure of kind {@code REFUSED_ADDRESS} when at least one is not allowed; the
     *     message doesn't tell which, so that nobody maps a network by it
     */
    void check(String host, int port, InetAddress... addresses) throws EgressFailure {
        for (InetAddress address : addresses) {
            boolean allowed =
                    config.ports().contains(port) && PublicAddresses.contains(address)
                            || internal.stream()
                                    .anyMatch(place -> place.covers(host, address, port));
            if (!allowed) {
                throw new EgressFailure(
                        Kind.REFUSED_ADDRESS, "the host is not on the public internet");
            }
        }
    }

    /** Whether a host is in a list of names, where {@code *.example.com} covers what is below. */
    public static boolean listed(String host, Set<String> hosts) {
        return hosts.stream()
                .map(entry -> entry.toLowerCase(Locale.ROOT))
                .anyMatch(
                        entry ->
                                entry.startsWith("*.")
                                        ? host.endsWith(entry.substring(1))
                                        : host.equals(entry));
    }

    private static EgressFailure refused(String reason) {
        return new EgressFailure(Kind.REFUSED_URL, reason);
    }
}
