package dev.repartee.app;

import dev.repartee.embedded.DataFolderException;
import dev.repartee.embedded.EmbeddedEngines;
import dev.repartee.embedded.EngineException;
import dev.repartee.embedded.EngineOptions;
import dev.repartee.runtime.ExitCode;
import dev.repartee.runtime.Lifecycle;
import dev.repartee.runtime.StartupException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The embedded engines as the first part of a process to start and the last to stop. */
final class EnginesComponent implements Lifecycle.Component {
    private final Path data;
    private final EngineOptions options;

    // Written by the start, read afterwards by whoever runs in the same process.
    private volatile @Nullable EmbeddedEngines engines;

    EnginesComponent(Path data, EngineOptions options) {
        this.data = data;
        this.options = options;
    }

    /** The running engines; only after the start. */
    EmbeddedEngines engines() {
        return Objects.requireNonNull(engines, "engines are not started");
    }

    @Override
    public String name() {
        return "engines";
    }

    @Override
    public void start() {
        try {
            engines = EmbeddedEngines.start(data, options);
        } catch (DataFolderException failure) {
            throw new StartupException(ExitCode.DATA_FOLDER, failure.getMessage(), failure);
        } catch (EngineException failure) {
            throw new StartupException(ExitCode.ENGINE_UNREACHABLE, failure.getMessage(), failure);
        }
    }

    @Override
    public void stop() {
        EmbeddedEngines running = engines;
        if (running != null) {
            running.close();
        }
    }
}
