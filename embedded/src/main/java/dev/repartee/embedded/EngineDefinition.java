package dev.repartee.embedded;

import dev.repartee.embedded.process.GuardedProcess;
import java.io.IOException;
import java.time.Duration;

/** What is particular about one kind of engine; {@link SupervisedEngine} does the rest. */
interface EngineDefinition {
    String name();

    String address();

    /**
     * Brings binaries, configuration and data into place; called before every launch and safe to
     * repeat.
     */
    void prepare() throws IOException, InterruptedException;

    GuardedProcess.Launch launch();

    /** How long a start may take, recovery after a crash included. */
    Duration startLimit();

    /** Returns true once the engine serves requests; false, or an exception, means not yet. */
    boolean serves() throws Exception;
}
