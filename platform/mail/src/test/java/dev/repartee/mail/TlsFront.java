package dev.repartee.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * TLS before a mail server that has none: after STARTTLS, or from the first byte. What clients say
 * before it is remembered.
 */
final class TlsFront implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final SSLContext context;
    private final boolean fromTheStart;
    private final List<String> said = new CopyOnWriteArrayList<>();

    TlsFront(int target, SSLContext context, boolean fromTheStart) {
        this.target = target;
        this.context = context;
        this.fromTheStart = fromTheStart;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** The commands that came in the clear. */
    List<String> saidInTheClear() {
        return said;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            if (fromTheStart || greeted(client)) {
                tunnel(client);
            }
        } catch (IOException e) {
            // The client went away, as it does when it doesn't trust us.
        }
    }

    private boolean greeted(Socket client) throws IOException {
        OutputStream out = client.getOutputStream();
        say(out, "220 front");
        BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                client.getInputStream(), StandardCharsets.ISO_8859_1));
        String line;
        while ((line = in.readLine()) != null) {
            said.add(line);
            switch (line.split(" ")[0].toUpperCase(Locale.ROOT)) {
                case "EHLO" -> say(out, "250-front\r\n250 STARTTLS");
                case "STARTTLS" -> {
                    say(out, "220 go on");
                    return true;
                }
                case "QUIT" -> {
                    say(out, "221 bye");
                    return false;
                }
                default -> say(out, "530 STARTTLS first");
            }
        }
        return false;
    }

    private void tunnel(Socket client) throws IOException {
        try (SSLSocket secure =
                        (SSLSocket)
                                context.getSocketFactory()
                                        .createSocket(client, "localhost", client.getPort(), true);
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), target)) {
            secure.setUseClientMode(false);
            secure.startHandshake();
            if (!fromTheStart) {
                // The client was greeted already.
                int last;
                do {
                    last = behind.getInputStream().read();
                } while (last != '\n' && last >= 0);
            }
            Thread back = Thread.ofVirtual().start(() -> pump(behind, secure));
            secure.getInputStream().transferTo(behind.getOutputStream());
            behind.shutdownOutput();
            back.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.close();
        } catch (IOException e) {
            // Either side ended it.
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
