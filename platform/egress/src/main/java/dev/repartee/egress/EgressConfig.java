package dev.repartee.egress;

import java.time.Duration;
import java.util.List;

/**
 * Where calls to user-given URLs may go, and how much they may take.
 *
 * @param plainHttp whether {@code http://} is allowed beside {@code https://}
 * @param ports TCP ports that may be called
 * @param internal what may be called though it is not public: {@code host}, {@code host:port}, an
 *     address, or a network such as {@code 10.1.2.0/24}; an entry with a port allows that port too
 * @param connections most calls at once; the next one waits, within its time
 * @param redirects most redirects that one call follows
 * @param connect until a connection stands
 */
public record EgressConfig(
        boolean plainHttp,
        List<Integer> ports,
        List<String> internal,
        int connections,
        int redirects,
        Duration connect) {

    public EgressConfig {
        ports = List.copyOf(ports);
        internal = List.copyOf(internal);
        if (ports.isEmpty() || ports.stream().anyMatch(port -> port < 1 || port > 65_535)) {
            throw new IllegalArgumentException("ports must name at least one port, 1 to 65535");
        }
        if (connections < 1 || redirects < 0 || !connect.isPositive()) {
            throw new IllegalArgumentException(
                    "connections and connect must be positive, redirects not negative");
        }
        internal.forEach(InternalPlace::parse);
    }

    /**
     * Public hosts only, on the ports of the web; 64 calls at once, 3 redirects, 5 s to connect.
     */
    public static EgressConfig defaults() {
        return new EgressConfig(
                true, List.of(80, 443, 8443), List.of(), 64, 3, Duration.ofSeconds(5));
    }

    /** The same with other places that may be called though they are not public. */
    public EgressConfig withInternal(List<String> other) {
        return new EgressConfig(plainHttp, ports, other, connections, redirects, connect);
    }
}
