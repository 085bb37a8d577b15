package dev.repartee.runtime;

import java.util.List;

/** All that is wrong with the configuration, one line for each problem. */
public final class ConfigurationException extends StartupException {
    private static final long serialVersionUID = 1L;

    ConfigurationException(List<String> problems) {
        super(ExitCode.CONFIGURATION, String.join("\n", problems));
    }

    public List<String> problems() {
        return getMessage().lines().toList();
    }
}
