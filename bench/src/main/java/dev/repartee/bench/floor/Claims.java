package dev.repartee.bench.floor;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Claims each message in Redis, all that were read together in one round. */
final class Claims implements Hop.Step, AutoCloseable {

    private static final byte[] SET =
            ascii("*6\r\n$3\r\nSET\r\n$%d\r\n".formatted("floor:".length() + Message.NUMBER));
    private static final byte[] VALUE = ascii("\r\n$21\r\nchat.requests-12@1234");
    private static final byte[] UNLESS_THERE = ascii("\r\n$2\r\nNX\r\n$2\r\nEX\r\n$3\r\n600\r\n");
    private static final byte[] PREFIX = ascii("floor:");

    /** Of {@code +OK} and of {@code $-1} alike. */
    private static final int REPLY = 5;

    private final Socket socket;
    private final DataInputStream in;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 18);

    Claims(URI redis) throws IOException {
        socket = new Socket(redis.getHost(), redis.getPort());
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        String password = String.valueOf(redis.getUserInfo()).replaceFirst("^[^:]*:", "");
        out.write(
                ascii("*2\r\n$4\r\nAUTH\r\n$%d\r\n%s\r\n".formatted(password.length(), password)));
        round(1);
    }

    @Override
    public void take(ConsumerRecords<byte[], byte[]> records) throws IOException {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            out.write(SET);
            out.write(PREFIX);
            out.write(record.value(), 0, Message.NUMBER);
            out.write(VALUE);
            out.write(UNLESS_THERE);
        }
        round(records.count());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void round(int commands) throws IOException {
        out.writeTo(socket.getOutputStream());
        out.reset();
        byte[] replies = new byte[REPLY * commands];
        in.readFully(replies);
        for (int at = 0; at < replies.length; at += REPLY) {
            if (replies[at] == '-') {
                throw new IOException("Redis refused a command");
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
