package dev.repartee.bench.drill.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes TCP connections on to a server of this machine, in changeable {@link Weather}. Each
 * direction has its own.
 *
 * <p>Two virtual threads a connection copy bytes; they are blocked, not busy, when nothing flows.
 * Bounded by the connections that the other side opens.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int BACKLOG = 256;
    private static final int CONNECT_MS = 2_000;

    private final ServerSocket server;
    private final InetSocketAddress target;
    private final Set<Crossing> open = ConcurrentHashMap.newKeySet();
    private final Direction there = new Direction();
    private final Direction back = new Direction();

    private FaultProxy(ServerSocket server, InetSocketAddress target) {
        this.server = server;
        this.target = target;
    }

    /**
     * Begins to listen on loopback.
     *
     * @param port where, 0 for any
     * @param target the port of the server on loopback
     */
    public static FaultProxy open(int port, int target) {
        try {
            ServerSocket server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
            FaultProxy proxy =
                    new FaultProxy(
                            server,
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            Thread.ofVirtual().name("proxy-" + server.getLocalPort()).start(proxy::listen);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't open a proxy to port " + target, e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Connections at this moment. */
    public int connections() {
        return open.size();
    }

    /** Changes both directions, for open connections and new ones. */
    public void weather(Weather both) {
        weather(both, both);
    }

    /**
     * Changes each direction.
     *
     * @param toServer what clients send
     * @param toClient what the server answers
     */
    public void weather(Weather toServer, Weather toClient) {
        there.become(toServer);
        back.become(toClient);
        if (cut()) {
            open.forEach(Crossing::reset);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            there.become(new Weather.Fair());
            back.become(new Weather.Fair());
            open.forEach(Crossing::reset);
        }
    }

    private boolean cut() {
        return there.weather() instanceof Weather.Cut || back.weather() instanceof Weather.Cut;
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (cut()) {
                    reset(client);
                } else {
                    Thread.ofVirtual().start(() -> cross(client));
                }
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void cross(Socket client) {
        Socket upstream = new Socket();
        try {
            upstream.connect(target, CONNECT_MS);
            Crossing crossing = new Crossing(client, upstream, open::remove);
            open.add(crossing);
            crossing.begin(there, back);
            if (cut() || server.isClosed()) {
                crossing.reset();
            }
        } catch (IOException refused) {
            reset(client);
        }
    }

    /** Closes with a reset, as a broken line would, not with a goodbye. */
    static void reset(Socket socket) {
        try {
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            socket.close();
        } catch (IOException gone) {
            // It is closed already, which is what was wanted.
        }
    }
}
