package dev.repartee.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the public internet from all others, by IANA's registries of special-purpose
 * addresses. IPv6 is allowed only where global unicast addresses are given out ({@code 2000::/3}),
 * which leaves out loopback, link-local, unique-local, multicast, mapped, compatible and both
 * well-known NAT64 forms at once.
 */
final class PublicAddresses {

    private static final List<Network> CLOSED_4 =
            networks(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8",
                    "100.64.0.0/10", // carrier-grade NAT, and a cloud's metadata
                    "127.0.0.0/8",
                    "168.63.129.16/32", // a cloud's host agent, public by its form only
                    "169.254.0.0/16", // link-local, and most clouds' metadata
                    "172.16.0.0/12",
                    "192.0.0.0/24", // protocol assignments, and a cloud's metadata
                    "192.0.2.0/24", // documentation
                    "192.88.99.0/24", // 6to4 relays
                    "192.168.0.0/16",
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4"); // reserved, and broadcast

    private static final Network GLOBAL_6 = Network.parse("2000::/3");

    private static final List<Network> CLOSED_6 =
            networks(
                    "2001::/23", // protocol assignments: Teredo, ORCHID, benchmarks
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4: carries an IPv4 address
                    "3fff::/20"); // documentation

    private PublicAddresses() {}

    static boolean contains(InetAddress address) {
        // Java reads a mapped address (::ffff:10.0.0.1) as the IPv4 address that it stands for.
        if (address instanceof Inet4Address) {
            return CLOSED_4.stream().noneMatch(network -> network.contains(address));
        }
        return GLOBAL_6.contains(address)
                && CLOSED_6.stream().noneMatch(network -> network.contains(address))
                && !isIsatap(address.getAddress());
    }

    /** An interface identifier that carries an IPv4 address (RFC 5214). */
    private static boolean isIsatap(byte[] address) {
        return (address[8] == 0 || address[8] == 2)
                && address[9] == 0
                && address[10] == 0x5e
                && address[11] == (byte) 0xfe;
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::parse).toList();
    }
}
