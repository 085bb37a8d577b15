package dev.repartee.embedded;

import java.util.Optional;

/**
 * One engine process that can be stopped, broken and started again while its clients keep running.
 *
 * <p>The address stays the same across restarts. All methods are idempotent, may be called from any
 * thread and return once the new state is reached; they throw {@link EngineException} when it can't
 * be.
 */
public interface Engine {
    String name();

    /**
     * Where clients reach it, in the form that {@link EngineAddresses} describes. Secret: it can
     * hold a password.
     */
    String address();

    boolean isRunning();

    /** Its process, the parent of all that the engine consists of; empty while it is down. */
    Optional<ProcessHandle> process();

    /** Returns when the engine answers requests. */
    void start();

    /**
     * Asks the engine to end, kills it when it takes longer than its grace time, and leaves it
     * down.
     */
    void stop();

    /** Ends the engine and all its children with SIGKILL, as a crash would, and leaves it down. */
    void kill();

    /** Freezes the engine with SIGSTOP: connections stay open and nothing answers. */
    void pause();

    /** Continues after {@link #pause()}. */
    void resume();
}
