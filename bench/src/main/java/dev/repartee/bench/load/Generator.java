package dev.repartee.bench.load;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.HdrHistogram.Histogram;

/**
 * Sends a plan's messages when they are due and waits for their ends.
 *
 * <p>All of it runs on one event loop: a tick each millisecond sends what has become due, between
 * ticks answers are read. When the loop is late, what it owed is sent at once and its latency
 * counts from when it was due.
 */
final class Generator {
    private static final long TICK_MICROS = 1_000;
    private static final long LONGEST_MICROS = 120_000_000;

    private final LoadPlan plan;
    private final EventLoop loop;
    private final Users users;
    private final Consumer<LoadSecond> progress;
    private final List<MessageStream> streams = new ArrayList<>();
    private final List<LoadSecond> seconds = new ArrayList<>();
    private final Histogram latencies = new Histogram(LONGEST_MICROS, 2);
    private final CompletableFuture<LoadResult> result = new CompletableFuture<>();
    private final Ends ends = new Ends();
    private final Door door;

    private long start;
    private long startedMicros;
    private long second;
    private long behindNanos;
    private int offeredBefore;
    private int acceptedBefore;
    private int refusedBefore;
    private int finishedBefore;

    Generator(LoadPlan plan, EventLoop loop, Consumer<LoadSecond> progress) {
        this.plan = plan;
        this.loop = loop;
        this.progress = progress;
        this.users = new Users(plan.population());
        for (LoadPlan.StreamPlan stream : plan.streams()) {
            streams.add(new MessageStream(stream, streams.size(), plan));
        }
        this.door =
                switch (plan.door()) {
                    case HTTP -> new HttpDoor(plan, users, loop, ends);
                    case SOCKET -> new SocketDoor(plan, users, loop, ends);
                };
    }

    /** Opens the connections; tells how many of them failed. */
    CompletableFuture<Integer> prepare() {
        CompletableFuture<Integer> ready = new CompletableFuture<>();
        loop.execute(() -> door.prepare(() -> ready.complete(door.connections().failed())));
        return ready;
    }

    /** Sends everything; completes when all has ended or the grace is over. */
    CompletableFuture<LoadResult> run() {
        loop.execute(
                () -> {
                    start = System.nanoTime();
                    startedMicros = System.currentTimeMillis() * 1_000;
                    tick();
                });
        return result;
    }

    private void tick() {
        long now = System.nanoTime();
        long elapsed = now - start;
        for (MessageStream stream : streams) {
            while (stream.due(elapsed)) {
                behindNanos = Math.max(behindNanos, elapsed - stream.dueAt(stream.sent()));
                door.send(stream.take(users, now));
            }
        }
        door.flush();
        if (elapsed / 1_000_000_000 > second) {
            report();
            second = elapsed / 1_000_000_000;
        }
        if (over(elapsed)) {
            end();
        } else {
            long untilNext = TICK_MICROS - (System.nanoTime() - start) / 1_000 % TICK_MICROS;
            loop.schedule(this::tick, untilNext, TimeUnit.MICROSECONDS);
        }
    }

    private boolean over(long elapsed) {
        if (!streams.stream().allMatch(MessageStream::exhausted)) {
            return false;
        }
        long limit =
                (plan.warmupSeconds() + plan.seconds() + (long) plan.graceSeconds())
                        * 1_000_000_000;
        return open() == 0 || elapsed > limit;
    }

    private void end() {
        report();
        Door.Connections connections = door.connections();
        result.complete(
                new LoadResult(
                        startedMicros,
                        streams.stream().map(MessageStream::result).toList(),
                        List.copyOf(seconds),
                        connections.opened(),
                        connections.failed(),
                        connections.lost(),
                        behindNanos / 1_000));
        door.close();
    }

    private void report() {
        int offered = sum(MessageStream::sent);
        int accepted = sum(MessageStream::acceptedCount);
        int refused = sum(MessageStream::refusedCount);
        int finished = sum(MessageStream::finished);
        LoadSecond done =
                new LoadSecond(
                        startedMicros / 1_000_000 + second,
                        offered - offeredBefore,
                        accepted - acceptedBefore,
                        refused - refusedBefore,
                        finished - finishedBefore,
                        open(),
                        latencies.getValueAtPercentile(50),
                        latencies.getValueAtPercentile(95),
                        latencies.getValueAtPercentile(99),
                        latencies.getMaxValue());
        offeredBefore = offered;
        acceptedBefore = accepted;
        refusedBefore = refused;
        finishedBefore = finished;
        latencies.reset();
        seconds.add(done);
        progress.accept(done);
    }

    private int open() {
        return sum(MessageStream::open);
    }

    private int sum(ToIntFunction<MessageStream> what) {
        return streams.stream().mapToInt(what).sum();
    }

    /** Where the doors report what they heard. */
    final class Ends {

        /** Nanoseconds since the start. */
        long elapsed() {
            return System.nanoTime() - start;
        }

        /** The stream of an id, by its index. */
        MessageStream stream(int index) {
            return streams.get(index);
        }

        void accepted(MessageStream stream, int number) {
            ended(stream.accepted(number, elapsed()));
        }

        void finished(MessageStream stream, int number, boolean belongs, boolean again) {
            ended(stream.finished(number, elapsed(), belongs, again));
        }

        private void ended(long micros) {
            if (micros >= 0) {
                latencies.recordValue(Math.min(micros, LONGEST_MICROS));
            }
        }
    }
}
