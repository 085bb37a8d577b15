package dev.repartee.embedded;

import java.io.IOException;
import java.util.List;

/** Signals that {@link ProcessHandle} can't send. */
final class Signal {
    private Signal() {}

    /** A process that has ended meanwhile is no error. */
    static void send(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-s", name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new EngineException(
                    "Can't send signals: the command 'kill' is missing (" + failure + ")", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static void killTree(ProcessHandle root) {
        List<ProcessHandle> descendants = root.descendants().toList();
        root.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
