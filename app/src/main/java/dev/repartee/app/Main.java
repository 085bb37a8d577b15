package dev.repartee.app;

import dev.repartee.app.chat.ChatCommand;
import dev.repartee.app.command.AssistantCommand;
import dev.repartee.app.command.AuditCommand;
import dev.repartee.app.command.DeadLetterCommand;
import dev.repartee.app.command.ModelCommand;
import dev.repartee.app.command.ReanalyseCommand;
import dev.repartee.app.command.TraceCommand;
import dev.repartee.app.command.UpCommand;
import dev.repartee.app.command.evaluate.EvaluateCommand;
import dev.repartee.app.command.prompts.ExportCommand;
import dev.repartee.app.command.replay.ReplayCommand;
import dev.repartee.app.command.retrieval.EvaluateRetrievalCommand;
import dev.repartee.app.command.tenancy.AuditLogCommand;
import dev.repartee.app.command.tenancy.KeysCommand;
import dev.repartee.app.command.tenancy.OperatorsCommand;
import dev.repartee.app.command.tenancy.QuotasCommand;
import dev.repartee.app.command.train.TrainCommand;
import dev.repartee.runtime.StartupException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code ./repartee} can do. */
@Command(
        name = "repartee",
        description = "Self-hosted reply engine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            EnginesCommand.class,
            ChatCommand.class,
            AssistantCommand.class,
            AuditCommand.class,
            AuditLogCommand.class,
            KeysCommand.class,
            OperatorsCommand.class,
            QuotasCommand.class,
            DeadLetterCommand.class,
            TraceCommand.class,
            ReanalyseCommand.class,
            ModelCommand.class,
            EvaluateCommand.class,
            EvaluateRetrievalCommand.class,
            TrainCommand.class,
            ExportCommand.class,
            ReplayCommand.class,
            StartCacheCommand.class
        })
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
