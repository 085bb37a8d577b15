package dev.repartee.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The machine that everything ran on: engines, system, generator and stub alike.
 *
 * @param memoryBytes physical memory, or the container's limit
 * @param processor the model's name as the system tells it, or the architecture
 */
public record Machine(int cores, long memoryBytes, String processor, String system, String java) {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    /** The machine that this process runs on. */
    public static Machine current() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                physicalMemory(),
                processorName(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + Runtime.version());
    }

    private static long physicalMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }

    private static String processorName() {
        String architecture = System.getProperty("os.arch");
        if (!Files.isReadable(PROCESSORS)) {
            return architecture;
        }
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(architecture);
        } catch (IOException unreadable) {
            return architecture;
        }
    }
}
