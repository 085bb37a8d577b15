package dev.repartee.bench.floor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Takes messages from sockets: reads one, appends it to the log, answers when it is there. */
final class Door implements Runnable {

    private static final int BACKLOG = 1_024;
    private static final long LOOK_MILLIS = 500;

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final ServerSocketChannel server;
    private final ByteBuffer frame;
    private final FloorRun run;

    Door(Producer<byte[], byte[]> producer, String topic, int payload, FloorRun run)
            throws IOException {
        this.producer = producer;
        this.topic = topic;
        this.run = run;
        this.server = ServerSocketChannel.open();
        this.frame = ByteBuffer.allocateDirect(Message.KEY + payload);
        server.bind(new InetSocketAddress("127.0.0.1", 0), BACKLOG).configureBlocking(false);
    }

    int port() {
        return server.socket().getLocalPort();
    }

    @Override
    public void run() {
        try (server;
                Selector selector = Selector.open()) {
            server.register(selector, SelectionKey.OP_ACCEPT);
            while (run.serving()) {
                selector.select(key -> serve(selector, key), LOOK_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Selector selector, SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel accepted = server.accept();
                accepted.configureBlocking(false);
                accepted.register(selector, SelectionKey.OP_READ);
            } else {
                read(key, (SocketChannel) key.channel());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SelectionKey key, SocketChannel channel) throws IOException {
        int count = channel.read(frame.clear());
        if (count < 0) {
            key.cancel();
            channel.close();
            return;
        }
        if (count != frame.capacity()) {
            throw new IOException("a message came in pieces");
        }
        byte[] user = new byte[Message.KEY];
        byte[] message = new byte[count - Message.KEY];
        frame.flip().get(user).get(message);
        producer.send(
                new ProducerRecord<>(topic, user, message),
                (metadata, failure) -> answer(channel, message, failure));
    }

    private void answer(SocketChannel channel, byte[] message, @Nullable Exception failure) {
        try {
            if (failure == null) {
                channel.write(ByteBuffer.wrap(message, 0, Message.NUMBER));
            }
            run.note(failure);
        } catch (IOException e) {
            run.note(e);
        }
    }
}
