package dev.repartee.bench.cluster;

import dev.repartee.app.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts Repartee's own processes as the launcher does, from the same jar and with the same
 * recorded start, when the launcher said where they are; else, as in tests, from this JVM's class
 * path.
 */
final class Production {
    private static final String JAR = "repartee.jar";
    private static final String START_CACHE = "repartee.start-cache";

    private Production() {}

    /** The part of a command line that says what to run. */
    static List<String> code(String mainClass) {
        String jar = System.getProperty(JAR, "");
        if (!mainClass.equals(Main.class.getName()) || jar.isEmpty()) {
            return List.of("-cp", System.getProperty("java.class.path"), mainClass);
        }
        List<String> code = new ArrayList<>();
        String cache = System.getProperty(START_CACHE, "");
        if (!cache.isEmpty() && Files.exists(Path.of(cache))) {
            // A cache that was made with other flags is passed over in silence.
            code.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off", "-Xlog:cds=off"));
        }
        code.addAll(List.of("-jar", jar));
        return code;
    }
}
