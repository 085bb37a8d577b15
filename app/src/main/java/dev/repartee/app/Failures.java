package dev.repartee.app;

import dev.repartee.assistants.form.InvalidFields;
import dev.repartee.contract.ReparteeException;
import dev.repartee.embedded.DataFolderException;
import dev.repartee.embedded.EngineException;
import dev.repartee.runtime.ExitCode;
import dev.repartee.runtime.StartupException;
import java.io.PrintStream;

/**
 * Tells the operator what went wrong: one line for what they can mend, a stack trace for what only
 * we can.
 */
final class Failures {
    private final PrintStream output;

    Failures(PrintStream output) {
        this.output = output;
    }

    /** Returns the exit code of the process. */
    int report(Exception failure) {
        return switch (failure) {
            case StartupException known -> report(known.getMessage(), known.exitCode());
            case DataFolderException folder -> report(folder.getMessage(), ExitCode.DATA_FOLDER);
            case EngineException engine -> report(engine.getMessage(), ExitCode.ENGINE_UNREACHABLE);
            case InvalidFields invalid -> {
                output.println("repartee: " + invalid.subject() + " can't be used:");
                invalid.errors().forEach(error -> output.println("  " + error));
                yield ExitCode.USAGE.number();
            }
            case ReparteeException known -> report(known.getMessage(), ExitCode.FAILURE);
            case Exception unknown -> {
                unknown.printStackTrace(output);
                yield ExitCode.FAILURE.number();
            }
        };
    }

    private int report(String message, ExitCode exitCode) {
        message.lines().forEach(line -> output.println("repartee: " + line));
        return exitCode.number();
    }
}
