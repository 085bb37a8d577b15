package dev.repartee.app.command;

import dev.repartee.app.node.EngineAccess;
import dev.repartee.app.node.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where a system is: the options that every command has. */
public final class Place {

    @Option(
            names = "--data",
            description = "data folder (default: ${DEFAULT-VALUE})",
            defaultValue = "./data",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR")
    private Path data = Path.of("./data");

    @Option(
            names = "--config",
            description = "YAML file with settings",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE")
    private @Nullable Path config;

    /** The data folder. */
    public Path data() {
        return data.toAbsolutePath().normalize();
    }

    /** The settings of file and environment. */
    public Settings settings() {
        return Settings.load(config, variables());
    }

    /** The variables that settings and files may name. */
    public Map<String, String> variables() {
        return System.getenv();
    }

    /** The engines of the system that runs here. */
    public EngineAccess engines(Settings settings) {
        return EngineAccess.find(settings.engines(), data());
    }
}
