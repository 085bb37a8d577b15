package dev.repartee.bench;

import dev.repartee.bench.drill.DrillCommand;
import dev.repartee.bench.floor.FloorCommand;
import dev.repartee.bench.fuzz.FuzzCommand;
import dev.repartee.bench.load.LoadCommand;
import dev.repartee.bench.scenario.BenchCommand;
import dev.repartee.bench.stub.StubCommand;
import dev.repartee.bench.vulnerability.VulnerabilitiesCommand;
import dev.repartee.runtime.ExitCode;
import dev.repartee.runtime.StartupException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The instruments: what {@code ./repartee bench}, {@code drill}, {@code fuzz}, {@code stub} and
 * {@code vulnerabilities} run.
 */
@Command(
        name = "repartee",
        description = "Instruments that measure Repartee and try to break it.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BenchCommand.class,
            DrillCommand.class,
            FloorCommand.class,
            FuzzCommand.class,
            LoadCommand.class,
            StubCommand.class,
            VulnerabilitiesCommand.class
        })
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> {
                            if (failure instanceof StartupException told) {
                                System.err.println("repartee: " + told.getMessage());
                                return told.exitCode().number();
                            }
                            failure.printStackTrace(System.err);
                            return ExitCode.FAILURE.number();
                        })
                .execute(arguments);
    }
}
