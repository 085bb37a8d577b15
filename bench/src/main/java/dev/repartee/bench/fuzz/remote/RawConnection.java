package dev.repartee.bench.fuzz.remote;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A TCP connection to a gateway on which anything can be sent, and which understands no more of
 * HTTP than it takes to find the end of an answer. Used by one thread.
 */
final class RawConnection implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int LONGEST_LINE = 64 * 1024;
    private static final int LONGEST_BODY = 8 * 1024 * 1024;
    private static final Duration STREAM = Duration.ofSeconds(2);

    private final Socket socket = new Socket();
    private final InputStream in;

    RawConnection(URI gateway) throws IOException {
        socket.connect(new InetSocketAddress("127.0.0.1", gateway.getPort()), CONNECT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Says that nothing more will be sent. */
    void finish() throws IOException {
        socket.shutdownOutput();
    }

    /** How long reads wait. */
    void patience(Duration patience) throws IOException {
        socket.setSoTimeout((int) Math.max(1, patience.toMillis()));
    }

    InputStream in() {
        return in;
    }

    /**
     * The next answer that is no interim one; empty when the server closed instead.
     *
     * @param toHead whether the answer has no body whatever its headers say
     * @throws SocketTimeoutException when nothing came in time
     */
    Optional<Answer> read(boolean toHead) throws IOException {
        String first = line();
        while (first != null && first.startsWith("HTTP/1.1 100")) {
            while (!line().isEmpty()) {
                // The headers of an interim answer say nothing.
            }
            first = line();
        }
        if (first == null) {
            return Optional.empty();
        }
        if (!first.matches("HTTP/1\\.[01] [1-5]\\d\\d( .*)?")) {
            throw new IOException("no HTTP came back: " + first);
        }
        int status = Integer.parseInt(first.substring(9, 12));
        List<String> headers = new ArrayList<>();
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
            headers.add(line);
        }
        Answer head = new Answer(status, headers, "", false);
        boolean none = toHead || status == 204 || status == 304 || status == 101;
        String body = none ? "" : body(head);
        boolean last =
                status == 101
                        || first.startsWith("HTTP/1.0")
                        || isStream(head)
                        || head.header("Connection").orElse("").equalsIgnoreCase("close");
        return Optional.of(new Answer(status, headers, body, last));
    }

    private static boolean isStream(Answer head) {
        return head.header("Content-Type").orElse("").startsWith("text/event-stream");
    }

    private String body(Answer head) throws IOException {
        Optional<String> length = head.header("Content-Length");
        if (head.header("Transfer-Encoding").orElse("").equalsIgnoreCase("chunked")) {
            return chunks(isStream(head));
        }
        if (length.isPresent()) {
            return text(exactly(Integer.parseInt(length.get())));
        }
        return text(in.readNBytes(LONGEST_BODY));
    }

    /** Of a stream that goes on and on only the first seconds are read. */
    private String chunks(boolean stream) throws IOException {
        long end = System.nanoTime() + STREAM.toNanos();
        StringBuilder body = new StringBuilder();
        while (body.length() < LONGEST_BODY) {
            try {
                String size = line();
                int length = size == null ? 0 : Integer.parseInt(size.strip(), 16);
                body.append(text(exactly(length)));
                line();
                if (length == 0) {
                    break;
                }
            } catch (SocketTimeoutException slow) {
                if (!stream) {
                    throw slow;
                }
                break;
            } catch (NumberFormatException malformed) {
                throw new IOException("a chunk of the answer has no size", malformed);
            }
            if (stream && System.nanoTime() > end) {
                break;
            }
        }
        return body.toString();
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer ended early");
        }
        return bytes;
    }

    /** A line without its end; null at the end of the connection. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (line.size() < LONGEST_LINE) {
            int next = in.read();
            if (next < 0) {
                return line.size() == 0 ? null : text(line.toByteArray());
            }
            if (next == '\n') {
                break;
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return text(line.toByteArray());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Resets the connection, as a client does whose process dies. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
