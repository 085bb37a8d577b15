package dev.repartee.bench.floor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Those who send: a thousand connections, each with one message under way, so that each message is
 * one read and one write. Its thread is no part of the floor.
 */
final class Crowd implements Runnable {

    private static final int CONNECTIONS = 1_000;

    /** Messages between the socket and the end. */
    private static final int MOST_UNDER_WAY = 20_000;

    /** For the last answers. */
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final int port;
    private final FloorSpec spec;
    private final AtomicLong finished;
    private final BooleanSupplier running;
    private final Message message;
    private final ArrayDeque<SocketChannel> free = new ArrayDeque<>(CONNECTIONS);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(Message.NUMBER);
    private final ByteBuffer frame;
    private long sent;

    Crowd(int port, FloorSpec spec, AtomicLong finished, BooleanSupplier running) {
        this.port = port;
        this.spec = spec;
        this.finished = finished;
        this.running = running;
        this.message = new Message(spec.payload());
        this.frame = ByteBuffer.allocateDirect(Message.KEY + spec.payload());
    }

    @Override
    public void run() {
        try (Selector selector = Selector.open()) {
            try {
                connect(selector);
                long start = System.nanoTime();
                while (running.getAsBoolean()) {
                    send(System.nanoTime() - start);
                    selector.select(this::receive, 1);
                }
                long end = System.nanoTime() + PATIENCE_NANOS;
                while (free.size() < CONNECTIONS && System.nanoTime() < end) {
                    selector.select(this::receive, 1);
                }
            } finally {
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void connect(Selector selector) throws IOException {
        for (int i = 0; i < CONNECTIONS; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            free.add(channel);
        }
    }

    private void send(long nanos) throws IOException {
        long due = spec.rate() == 0 ? Long.MAX_VALUE : (long) (nanos * 1e-9 * spec.rate());
        long bound = Math.min(due, finished.get() + MOST_UNDER_WAY);
        while (sent < bound && !free.isEmpty()) {
            frame.clear().put(message.bytes(sent++)).flip();
            free.remove().write(frame);
        }
    }

    private void receive(SelectionKey key) {
        try {
            SocketChannel channel = (SocketChannel) key.channel();
            if (channel.read(answer.clear()) != Message.NUMBER) {
                throw new IOException("an answer came in pieces");
            }
            free.add(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
