package dev.repartee.knowledge.parsing;

import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.Callable;

/** Tries every way to a server from inside a child; ends with how many of them were open. */
public final class NetworkProbe {

    private NetworkProbe() {}

    public static void main(String[] arguments) throws Exception {
        var close =
                Class.forName("dev.repartee.knowledge.parsing.child.Network")
                        .getDeclaredMethod("close");
        close.setAccessible(true);
        close.invoke(null);
        int port = Integer.parseInt(arguments[0]);
        URI url = URI.create("http://127.0.0.1:" + port + "/");
        List<Callable<Object>> ways =
                List.of(
                        () -> new Socket("127.0.0.1", port),
                        () -> new ServerSocket(0),
                        () -> new DatagramSocket(),
                        () -> SocketChannel.open(),
                        () -> url.toURL().openStream(),
                        () ->
                                HttpClient.newHttpClient()
                                        .send(
                                                HttpRequest.newBuilder(url).build(),
                                                HttpResponse.BodyHandlers.ofString()));
        int open = 0;
        for (Callable<Object> way : ways) {
            try {
                way.call();
                open++;
            } catch (Exception | Error refused) {
                // as it should be
            }
        }
        System.exit(open);
    }
}
