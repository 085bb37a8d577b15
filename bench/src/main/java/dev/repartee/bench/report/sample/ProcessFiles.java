package dev.repartee.bench.report.sample;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Linux tells of processes under {@code /proc}. A process may end between any two reads, so
 * one that is not there is an empty answer and no error.
 *
 * <p>Times are in ticks of 10 ms: the kernel's interface fixes {@code USER_HZ} at 100 on every
 * architecture that a JDK 25 runs on. The kernel itself adds up nanoseconds, so ticks do not add up
 * their rounding.
 */
final class ProcessFiles {
    static final long MICROS_PER_TICK = 10_000;

    private static final long BYTES_PER_KIBIBYTE = 1_024;
    private static final int FIRST_FIELD_AFTER_NAME = 3;

    private final Path root;

    ProcessFiles(Path root) {
        this.root = root;
    }

    /** Whether this machine has such files at all. */
    boolean present() {
        return Files.isReadable(root.resolve("stat"));
    }

    Optional<Stat> stat(long pid) {
        return read(pid, "stat").flatMap(text -> parseStat(pid, text));
    }

    /** Every process that can be seen. */
    List<Stat> all() {
        List<Stat> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, "[0-9]*")) {
            for (Path folder : folders) {
                number(folder.getFileName().toString()).flatMap(this::stat).ifPresent(found::add);
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            return found;
        }
        return found;
    }

    Optional<Status> status(long pid) {
        return read(pid, "status").flatMap(ProcessFiles::parseStatus);
    }

    /** Open files, sockets included; 0 when they may not be counted. */
    int openFiles(long pid) {
        Path folder = root.resolve(Long.toString(pid)).resolve("fd");
        try {
            long counted = Files.size(folder);
            return counted > 0 ? Math.toIntExact(counted) : list(folder);
        } catch (IOException | DirectoryIteratorException gone) {
            return 0;
        }
    }

    /** What all cores together did since the machine started. */
    Optional<MachineTime> machine() {
        try {
            String[] fields = Files.readString(root.resolve("stat")).split("\n", 2)[0].split(" +");
            // cpu user nice system idle iowait irq softirq steal; guest time is in user already
            if (fields.length < 9 || !fields[0].equals("cpu")) {
                return Optional.empty();
            }
            long total = 0;
            for (int field = 1; field <= 8; field++) {
                total += Long.parseLong(fields[field]);
            }
            long idle = Long.parseLong(fields[4]) + Long.parseLong(fields[5]);
            return Optional.of(new MachineTime(total - idle, total));
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    private Optional<String> read(long pid, String file) {
        try {
            return Optional.of(Files.readString(root.resolve(Long.toString(pid)).resolve(file)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Before kernel 6.2 the folder's size is 0 and its entries have to be counted. */
    private static int list(Path folder) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path ignored : files) {
                count++;
            }
        }
        return count;
    }

    /** The name stands in parentheses and may itself hold spaces and parentheses. */
    private static Optional<Stat> parseStat(long pid, String text) {
        int nameEnd = text.lastIndexOf(')');
        if (nameEnd < 0) {
            return Optional.empty();
        }
        String[] fields = text.substring(nameEnd + 1).strip().split(" ");
        try {
            return Optional.of(
                    new Stat(
                            pid,
                            field(fields, 4),
                            field(fields, 22),
                            field(fields, 14) + field(fields, 15),
                            field(fields, 16) + field(fields, 17)));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException torn) {
            return Optional.empty();
        }
    }

    private static long field(String[] fields, int number) {
        return Long.parseLong(fields[number - FIRST_FIELD_AFTER_NAME]);
    }

    /** A zombie has no memory lines left: it uses none. */
    private static Optional<Status> parseStatus(String text) {
        Map<String, Long> values = new HashMap<>();
        for (String line : text.split("\n")) {
            String[] parts = line.split("[:\\s]+");
            if (parts.length >= 2) {
                number(parts[1]).ifPresent(value -> values.put(parts[0], value));
            }
        }
        return values.containsKey("Threads")
                ? Optional.of(
                        new Status(
                                bytes(values, "VmRSS"),
                                bytes(values, "VmHWM"),
                                bytes(values, "RssAnon"),
                                bytes(values, "RssFile"),
                                bytes(values, "RssShmem"),
                                Math.toIntExact(values.get("Threads"))))
                : Optional.empty();
    }

    private static long bytes(Map<String, Long> values, String name) {
        return values.getOrDefault(name, 0L) * BYTES_PER_KIBIBYTE;
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException other) {
            return Optional.empty();
        }
    }

    /**
     * A process's times, in ticks.
     *
     * @param started since the machine started; with the id it tells a process from a later one
     *     that got the same id
     * @param own of its threads, ended ones included
     * @param reaped of its ended children
     */
    record Stat(long pid, long parent, long started, long own, long reaped) {}

    /** A process's memory in bytes and its threads. */
    record Status(
            long resident, long highest, long anonymous, long mapped, long shared, int threads) {}

    /** In ticks, over all cores. */
    record MachineTime(long busy, long total) {}
}
