package dev.repartee.knowledge.parsing.child;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Set;

/** Closes every way out of this JVM, for good. */
final class Network {

    private static final Set<String> LOCAL = Set.of("file", "jar", "jrt");

    private Network() {}

    /**
     * Refuses sockets of any kind and URLs other than those of classes and resources. Together with
     * {@link NoChannels}, on which Java builds what is asynchronous.
     */
    @SuppressWarnings("deprecation") // there is no newer way to refuse sockets
    static void close() throws IOException {
        Socket.setSocketImplFactory(
                () -> {
                    throw new SecurityException("a document may not open connections");
                });
        ServerSocket.setSocketFactory(
                () -> {
                    throw new SecurityException("a document may not open connections");
                });
        DatagramSocket.setDatagramSocketImplFactory(
                () -> {
                    throw new SecurityException("a document may not open connections");
                });
        URL.setURLStreamHandlerFactory(
                protocol -> LOCAL.contains(protocol) ? null : new RefusingHandler());
    }

    private static final class RefusingHandler extends URLStreamHandler {

        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            throw NoChannels.refused();
        }
    }
}
