package dev.repartee.bench.cluster;

import java.util.List;
import java.util.Map;

/**
 * A JVM to start with this JVM's classes.
 *
 * @param name unique in its folder; its files are {@code <name>.out}, {@code .err} and {@code
 *     .gc.log}
 * @param jvm flags of the virtual machine
 * @param mainClass what it runs
 * @param environment variables, added to those of this process less any {@code REPARTEE_} ones
 */
public record ProcessSpec(
        String name,
        List<String> jvm,
        String mainClass,
        List<String> arguments,
        Map<String, String> environment) {

    public ProcessSpec {
        jvm = List.copyOf(jvm);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
