package dev.repartee.bench.fuzz.guide;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a guided run exercises.
 *
 * @param name names its corpus, {@code fuzz/<name>} on the class path
 * @param check the class of its {@link dev.repartee.bench.fuzz.check.Check}
 * @param packages whose coverage guides it and is reported
 * @param classes which classes of these packages, by simple name
 */
public record Subject(String name, Class<?> check, List<String> packages, Pattern classes) {

    public Subject {
        packages = List.copyOf(packages);
    }

    /** Whether the class's coverage counts; nested classes go with their outer one. */
    boolean covers(String className) {
        int dot = className.lastIndexOf('.');
        String simple = className.substring(dot + 1);
        int nested = simple.indexOf('$');
        return packages.contains(className.substring(0, Math.max(0, dot)))
                && classes.matcher(nested < 0 ? simple : simple.substring(0, nested)).matches();
    }
}
