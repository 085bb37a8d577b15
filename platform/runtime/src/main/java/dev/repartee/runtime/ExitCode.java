package dev.repartee.runtime;

/**
 * What a process that could not start, or had to stop, tells its caller. The numbers are part of
 * the interface.
 */
public enum ExitCode {
    FAILURE(1),
    USAGE(2),
    WRONG_JDK(3),
    CONFIGURATION(4),
    PORT_IN_USE(5),
    DATA_FOLDER(6),
    ENGINE_UNREACHABLE(7);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
