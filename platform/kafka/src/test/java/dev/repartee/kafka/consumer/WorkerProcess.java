package dev.repartee.kafka.consumer;

import dev.repartee.kafka.Disposition;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.LogFixture;
import dev.repartee.kafka.ParkingListener;
import dev.repartee.kafka.sender.StageSender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A consumer in a process of its own, for tests to kill. A record {@code halt} halts its process, a
 * record {@code stuck} never ends, a slow one takes 100 ms. It prints {@code begun TEXT} and {@code
 * done TEXT}.
 */
final class WorkerProcess implements AutoCloseable {

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    WorkerProcess(LogFixture log) {
        try {
            process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    "-Xshare:auto",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    WorkerProcess.class.getName(),
                                    log.cluster.bootstrap(),
                                    log.group,
                                    log.topic)
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Thread.ofVirtual().start(this::read);
    }

    /** How many lines it printed that begin so. */
    long count(String beginning) {
        return lines.stream().filter(line -> line.startsWith(beginning)).count();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException _) {
            // it was killed
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        LogCluster cluster = LogCluster.of(arguments[0]);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        new OrderedConsumer(
                        cluster,
                        OrderedConfig.of(arguments[1], arguments[2]),
                        record -> {
                            String text = LogFixture.text(record);
                            System.out.println("begun " + text);
                            if (text.equals("halt")) {
                                Runtime.getRuntime().halt(1);
                            }
                            if (text.equals("stuck")) {
                                new CountDownLatch(1).await();
                            }
                            if (text.startsWith("slow")) {
                                Thread.sleep(100);
                            }
                            System.out.println("done " + text);
                            return Disposition.done();
                        },
                        ParkingListener.NONE,
                        new StageSender(cluster, "worker", meters),
                        meters,
                        Clock.systemUTC())
                .start();
        new CountDownLatch(1).await();
    }
}
