package dev.repartee.app;

import dev.repartee.app.chat.ChatCommand;
import dev.repartee.runtime.StartupException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code ./repartee} can do. */
@Command(
        name = "repartee",
        description = "Self-hosted reply engine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {EnginesCommand.class, ChatCommand.class, StartCacheCommand.class})
public final class Main {
    private static final int OLDEST_JAVA = 25;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        Failures failures = new Failures(System.err);
        try {
            StartupException.requireJava(OLDEST_JAVA);
        } catch (StartupException tooOld) {
            return failures.report(tooOld);
        }
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> failures.report(failure))
                .execute(arguments);
    }
}
