package dev.repartee.bench.message;

import java.util.Collection;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures with JMH what the parts of a message's way cost by themselves. */
@Command(
        name = "message",
        description =
                "Measure with JMH the time and garbage of the parts of a message's way that need"
                        + " no engine.",
        mixinStandardHelpOptions = true)
public final class MessageCommand implements Callable<Integer> {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    @Option(names = "--forks", paramLabel = "N", description = "processes (default: 1)")
    private int forks = 1;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "measured in each process, after as long a warm-up (default: 8)")
    private int seconds = 8;

    @Override
    public Integer call() throws RunnerException {
        print(new Runner(options()).run());
        return 0;
    }

    private Options options() {
        return new OptionsBuilder()
                .include(MessageBenchmark.class.getName())
                .addProfiler(GCProfiler.class)
                .forks(forks)
                .warmupIterations(seconds)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(seconds)
                .measurementTime(TimeValue.seconds(1))
                .shouldFailOnError(true)
                .build();
    }

    private static void print(Collection<RunResult> results) {
        System.out.printf(
                "%n| part | microseconds | +- (99.9 %%) | KiB of garbage |%n|---|---|---|---|%n");
        for (RunResult result : results) {
            Result<?> score = result.getPrimaryResult();
            double garbage = result.getSecondaryResults().get(ALLOCATED).getScore() / 1_024;
            System.out.printf(
                    "| %s | %.1f | %.1f | %.1f |%n",
                    score.getLabel(), score.getScore(), score.getScoreError(), garbage);
        }
    }
}
