package dev.repartee.bench.stub;

import dev.repartee.runtime.StartupException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a {@link StubServer} until it is told to stop. */
@Command(
        name = "stub",
        description =
                "Run a stand-in for a model and an NLP service, as slow and as faulty as wanted.",
        mixinStandardHelpOptions = true)
public final class StubCommand implements Callable<Integer> {

    private static final String RATE = "0..1";

    @Option(names = "--port", paramLabel = "N", description = "0 for any (default: 8090)")
    private int port = 8_090;

    @Option(names = "--latency", paramLabel = "MS", description = "mean (default: 200)")
    private double latency = 200;

    @Option(
            names = "--jitter",
            paramLabel = "MS",
            description = "standard deviation (default: a tenth of the latency)")
    private @Nullable Double jitter;

    @Option(names = "--slow-rate", paramLabel = RATE, description = "share of slow answers")
    private double slowRate;

    @Option(
            names = "--slow-latency",
            paramLabel = "MS",
            description = "mean of slow answers (default: 10000)")
    private double slowLatency = 10_000;

    @Option(names = "--error-rate", paramLabel = RATE, description = "share answered with 500")
    private double errorRate;

    @Option(names = "--limit-rate", paramLabel = RATE, description = "share refused with 429")
    private double limitRate;

    @Option(names = "--hang-rate", paramLabel = RATE, description = "share never answered")
    private double hangRate;

    @Option(
            names = "--trickle-rate",
            paramLabel = RATE,
            description = "share continued by a word a second without end")
    private double trickleRate;

    @Option(names = "--chunks", paramLabel = "N", description = "of a stream (default: 8)")
    private int chunks = 8;

    @Option(
            names = "--tokens-per-reply",
            paramLabel = "N",
            description = "words after the repeated message (default: 40)")
    private int tokens = 40;

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(end::countDown, "shutdown"));
        try (StubServer server = StubServer.start(behaviour(), port)) {
            System.out.println("Stub: " + server.url());
            end.await();
        } catch (IOException e) {
            throw StartupException.portInUse(port, "--port", e);
        }
        return 0;
    }

    private StubBehaviour behaviour() {
        return new StubBehaviour(
                new StubPace(
                        latency, jitter == null ? latency / 10 : jitter, slowRate, slowLatency),
                new StubFaults(errorRate, limitRate, hangRate, trickleRate),
                new StubBehaviour.Shape(chunks, tokens));
    }
}
