package dev.repartee.gateway.http;

import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which address a request comes from. {@code X-Forwarded-For} is believed from trusted proxies
 * alone, and read from its end: what stands before the first untrusted hop can be forged.
 */
public final class ClientAddress {

    private final List<Network> trusted;

    private record Network(byte[] prefix, int bits) {

        static Network parse(String cidr) {
            int slash = cidr.indexOf('/');
            byte[] address = literal(slash < 0 ? cidr : cidr.substring(0, slash));
            if (address == null) {
                throw new IllegalArgumentException("trustedProxies: '" + cidr + "' is no network");
            }
            int bits = slash < 0 ? address.length * 8 : Integer.parseInt(cidr.substring(slash + 1));
            if (bits < 0 || bits > address.length * 8) {
                throw new IllegalArgumentException("trustedProxies: '" + cidr + "' is no network");
            }
            return new Network(address, bits);
        }

        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * @param trustedProxies networks in CIDR notation
     * @throws IllegalArgumentException for something else
     */
    public ClientAddress(List<String> trustedProxies) {
        this.trusted = trustedProxies.stream().map(Network::parse).toList();
    }

    /** The address of the client behind the trusted proxies. */
    public String of(@Nullable SocketAddress remote, @Nullable String forwardedFor) {
        String nearest = remote == null ? "unknown" : String.valueOf(remote.hostAddress());
        if (forwardedFor == null || !trusts(nearest)) {
            return nearest;
        }
        String[] hops = forwardedFor.split(",", -1);
        for (int i = hops.length - 1; i >= 0; i--) {
            String hop = hops[i].strip();
            if (literal(hop) == null) {
                return nearest;
            }
            nearest = hop;
            if (!trusts(hop)) {
                return hop;
            }
        }
        return nearest;
    }

    /** Whether the connection itself comes from a trusted proxy. */
    boolean trusts(@Nullable SocketAddress remote) {
        return remote != null && remote.hostAddress() != null && trusts(remote.hostAddress());
    }

    /** Whether the connection itself comes from a trusted proxy. */
    public boolean trusts(String address) {
        byte[] bytes = literal(address);
        return bytes != null && trusted.stream().anyMatch(network -> network.contains(bytes));
    }

    /** Only literals: a name would be looked up. */
    private static byte @Nullable [] literal(String text) {
        if (text.isEmpty() || !text.matches("[0-9a-fA-F:.]+")) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text).getAddress();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
