package dev.repartee.bench.token;

import dev.repartee.embedded.TestEngines;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures with JMH how long a credential takes on a message's way. */
@Command(
        name = "token",
        description =
                "Measure with JMH what it costs to tell who calls, by each kind of credential.",
        mixinStandardHelpOptions = true)
public final class TokenCommand implements Callable<Integer> {

    @Option(names = "--forks", paramLabel = "N", description = "processes (default: 2)")
    private int forks = 2;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "measured in each process, after as long a warm-up (default: 5)")
    private int seconds = 5;

    @Override
    public Integer call() throws RunnerException, IOException {
        try (BenchFolder folder = BenchFolder.create(TestEngines.postgres().fullUrl())) {
            print(new Runner(options(folder)).run());
            return 0;
        }
    }

    Options options(BenchFolder folder) {
        return new OptionsBuilder()
                .include(TokenBenchmark.class.getName())
                .forks(forks)
                .warmupIterations(seconds)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(seconds)
                .measurementTime(TimeValue.seconds(1))
                .jvmArgsAppend("-D" + Credentials.FOLDER + "=" + folder.path())
                .shouldFailOnError(true)
                .build();
    }

    private static void print(Collection<RunResult> results) {
        System.out.printf("%n| credential | microseconds | +- (99.9 %%) |%n|---|---|---|%n");
        for (RunResult result : results) {
            Result<?> score = result.getPrimaryResult();
            System.out.printf(
                    "| %s | %.3f | %.3f |%n",
                    score.getLabel(), score.getScore(), score.getScoreError());
        }
    }
}
