package dev.repartee.runtime;

import java.nio.file.Path;

/**
 * A reason not to start that the operator can remove. The message says in one line what is wrong
 * and what to do; it is all that is shown, without a stack trace.
 */
public class StartupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public StartupException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public StartupException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    /**
     * @param setting how to choose another port, for example {@code --port}
     */
    public static StartupException portInUse(int port, String setting, Throwable cause) {
        return new StartupException(
                ExitCode.PORT_IN_USE,
                "Port "
                        + port
                        + " is in use by another program. Stop that program or choose another port with "
                        + setting
                        + ".",
                cause);
    }

    public static StartupException unwritable(Path folder, Throwable cause) {
        return new StartupException(
                ExitCode.DATA_FOLDER,
                "The data folder "
                        + folder.toAbsolutePath()
                        + " can't be written to. Give yourself access to it or choose another with --data.",
                cause);
    }

    /**
     * @throws StartupException when this process runs on an older Java than the lowest
     */
    public static void requireJava(int lowest) {
        int found = Runtime.version().feature();
        if (found < lowest) {
            throw new StartupException(
                    ExitCode.WRONG_JDK,
                    "Repartee needs Java "
                            + lowest
                            + " or later and runs on "
                            + found
                            + ". Install a newer JDK or point JAVA_HOME to one.");
        }
    }
}
