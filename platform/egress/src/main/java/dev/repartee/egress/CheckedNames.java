package dev.repartee.egress;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a host once per connection and hands over only addresses that were checked: the
 * connection is made to these very addresses, so that a name that changes its mind in between (DNS
 * rebinding) gains nothing.
 */
final class CheckedNames implements DnsResolver {

    private final EgressPolicy policy;
    private final Names names;

    CheckedNames(EgressPolicy policy, Names names) {
        this.policy = policy;
        this.names = names;
    }

    /** Carries a refusal through the client. */
    static final class RefusedException extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        RefusedException(EgressFailure cause) {
            super(cause.getMessage());
            initCause(cause);
        }
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        InetAddress[] addresses =
                Network.isLiteral(name) ? new InetAddress[] {literal(name)} : names.resolve(name);
        try {
            policy.check(name, port, addresses);
        } catch (EgressFailure refused) {
            throw new RefusedException(refused);
        }
        return Stream.of(addresses).map(address -> new InetSocketAddress(address, port)).toList();
    }

    /** Without a port nothing can be judged, and the client never asks so. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        throw new UnknownHostException("a port is needed");
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private static InetAddress literal(String name) throws UnknownHostException {
        try {
            return Network.literal(name);
        } catch (IllegalArgumentException e) {
            throw new UnknownHostException("no IP address");
        }
    }
}
