package dev.repartee.app.rehearsal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** A gateway that lets every WebSocket in, says its lines at once, and nothing more. */
final class SilentDoor implements AutoCloseable {
    private static final String PROTOCOL = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int WHOLE_TEXT = 0x81;

    private final ServerSocket door;
    private final List<String> lines;

    private SilentDoor(ServerSocket door, List<String> lines) {
        this.door = door;
        this.lines = lines;
    }

    /**
     * @param lines each shorter than 126 characters
     */
    static SilentDoor open(String... lines) throws IOException {
        SilentDoor opened =
                new SilentDoor(
                        new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), List.of(lines));
        Thread.ofVirtual().start(opened::letIn);
        return opened;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    private void letIn() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try {
            var in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
            String key = "";
            for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                if (line.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18)) {
                    key = line.substring(18).strip();
                }
            }
            OutputStream out = client.getOutputStream();
            out.write(
                    ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                                    + "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                                    + accept(key)
                                    + "\r\n\r\n")
                            .getBytes(US_ASCII));
            for (String line : lines) {
                out.write(WHOLE_TEXT);
                out.write(line.length());
                out.write(line.getBytes(US_ASCII));
            }
        } catch (IOException gone) {
            // The client has what it came for.
        }
    }

    private static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + PROTOCOL).getBytes(US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
