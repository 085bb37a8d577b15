package dev.repartee.bench.report.print;

import java.io.Console;
import java.io.PrintStream;

/**
 * One line that says how far a run is. On a terminal it is written over by the next one; elsewhere,
 * as in a build's log, each is a line of its own. For one thread.
 */
public final class Progress implements AutoCloseable {
    private static final int NARROW_TERMINAL = 80;
    private static final String BACK_AND_CLEAR = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private boolean unfinished;

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** On standard error, so that what a command prints as its result stays clean. */
    public static Progress onStandardError() {
        Console console = System.console();
        return new Progress(System.err, console != null && console.isTerminal());
    }

    /** Shows the current state; call it about once a second. */
    public void show(String state) {
        String line = state.replaceAll("\\s+", " ").strip();
        if (terminal) {
            out.print(BACK_AND_CLEAR + shortened(line));
            unfinished = true;
        } else {
            out.println(line);
        }
        out.flush();
    }

    /** Says something that stays. */
    public void say(String message) {
        out.println(terminal && unfinished ? BACK_AND_CLEAR + message : message);
        unfinished = false;
        out.flush();
    }

    /** Leaves the last state standing and goes to the next line. */
    @Override
    public void close() {
        if (unfinished) {
            out.println();
            out.flush();
            unfinished = false;
        }
    }

    /** A line that wraps could not be written over. */
    private static String shortened(String line) {
        int widest = NARROW_TERMINAL - 1;
        return line.length() <= widest ? line : line.substring(0, widest - 1) + "…";
    }
}
