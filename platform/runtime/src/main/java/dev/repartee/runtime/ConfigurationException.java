package dev.repartee.runtime;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All that is wrong with the configuration, one line for each problem. */
public final class ConfigurationException extends StartupException {
    private static final long serialVersionUID = 1L;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]");

    ConfigurationException(List<String> problems) {
        super(
                ExitCode.CONFIGURATION,
                problems.stream()
                        .map(ConfigurationException::onOneLine)
                        .collect(Collectors.joining("\n")));
    }

    /** Problems quote keys and values, in which anything may stand. */
    private static String onOneLine(String problem) {
        return UNPRINTABLE.matcher(problem).replaceAll(" ");
    }

    public List<String> problems() {
        return getMessage().lines().toList();
    }
}
