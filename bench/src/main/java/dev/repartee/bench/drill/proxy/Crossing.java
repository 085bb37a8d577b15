package dev.repartee.bench.drill.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One connection through the proxy. What is read waits in a bounded queue for its time, so that a
 * delay does not become a limit of throughput; a full queue stops the reading.
 */
final class Crossing {

    private static final int CHUNK = 16 * 1024;
    private static final int QUEUED = 256;
    private static final byte[] NONE = new byte[0];

    private final Socket client;
    private final Socket server;
    private final Consumer<Crossing> ended;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicInteger flowing = new AtomicInteger(2);

    /** Bytes and when they were read; no bytes stand for the end. */
    private record Chunk(byte[] bytes, long readAt) {}

    Crossing(Socket client, Socket server, Consumer<Crossing> ended) {
        this.client = client;
        this.server = server;
        this.ended = ended;
    }

    void begin(Direction there, Direction back) throws IOException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        pump(client, server, there);
        pump(server, client, back);
        threads.forEach(Thread::start);
    }

    /** Ends it as a broken line would. */
    void reset() {
        FaultProxy.reset(client);
        FaultProxy.reset(server);
        threads.forEach(Thread::interrupt);
        ended.accept(this);
    }

    private void pump(Socket from, Socket to, Direction direction) {
        BlockingQueue<Chunk> waiting = new ArrayBlockingQueue<>(QUEUED);
        threads.add(Thread.ofVirtual().unstarted(() -> read(from, waiting)));
        threads.add(Thread.ofVirtual().unstarted(() -> write(to, waiting, direction)));
    }

    private void read(Socket from, BlockingQueue<Chunk> waiting) {
        try {
            InputStream input = from.getInputStream();
            byte[] buffer = new byte[CHUNK];
            int read = input.read(buffer);
            while (read >= 0) {
                waiting.put(new Chunk(Arrays.copyOf(buffer, read), System.nanoTime()));
                read = input.read(buffer);
            }
            waiting.put(new Chunk(NONE, System.nanoTime()));
        } catch (IOException gone) {
            reset();
        } catch (InterruptedException reset) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Socket to, BlockingQueue<Chunk> waiting, Direction direction) {
        try {
            OutputStream output = to.getOutputStream();
            Chunk chunk = waiting.take();
            while (chunk.bytes().length > 0) {
                direction.awaitPassage(chunk.readAt());
                output.write(chunk.bytes());
                chunk = waiting.take();
            }
            direction.awaitPassage(chunk.readAt());
            to.shutdownOutput();
            if (flowing.decrementAndGet() == 0) {
                reset();
            }
        } catch (IOException gone) {
            reset();
        } catch (InterruptedException reset) {
            Thread.currentThread().interrupt();
        }
    }
}
