package dev.repartee.bench.report.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that looks like {@code /proc}. Each process has two threads. */
final class FakeProcesses {
    static final long ANONYMOUS = 1_000;
    static final long MAPPED = 300;
    static final long SHARED = 5_000;

    private final Path root;

    FakeProcesses(Path root) throws IOException {
        this.root = root;
        Files.writeString(root.resolve("stat"), "cpu  10 0 10 80 0 0 0 0 0 0\ncpu0 1 2 3\n");
    }

    /** Times in ticks; the name is as nasty as Linux allows. */
    void put(long pid, long parent, long started, long own, long reaped) throws IOException {
        Path folder = root.resolve(Long.toString(pid));
        Files.createDirectories(folder.resolve("fd"));
        Files.writeString(
                folder.resolve("stat"),
                pid
                        + " (a) R (b c) S "
                        + parent
                        + " 1 1 0 -1 4194304 100 0 0 0 "
                        + own
                        + " 0 "
                        + reaped
                        + " 0 20 0 1 0 "
                        + started
                        + " 3133440 360\n");
        Files.writeString(
                folder.resolve("status"),
                "Name:\ta) R (b c\nVmHWM:\t9999 kB\nVmRSS:\t6300 kB\nRssAnon:\t"
                        + ANONYMOUS
                        + " kB\nRssFile:\t"
                        + MAPPED
                        + " kB\nRssShmem:\t"
                        + SHARED
                        + " kB\nThreads:\t2\n");
    }

    /** Resident memory and the kernel's mark of its highest, in KiB. */
    void memory(long pid, long resident, long highest) throws IOException {
        Files.writeString(
                root.resolve(Long.toString(pid)).resolve("status"),
                "VmHWM:\t" + highest + " kB\nVmRSS:\t" + resident + " kB\nThreads:\t2\n");
    }

    void remove(long pid) throws IOException {
        Path folder = root.resolve(Long.toString(pid));
        Files.delete(folder.resolve("stat"));
        Files.delete(folder.resolve("status"));
        Files.delete(folder.resolve("fd"));
        Files.delete(folder);
    }
}
