package dev.repartee.knowledge.parsing;

import dev.repartee.knowledge.parsing.ParseOutcome.Failed;
import dev.repartee.knowledge.parsing.child.ParserMain;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads each file in a JVM of its own: with a small heap, a deadline, a bounded folder for its
 * temporary files, an empty environment and no network. Whatever the file does to it, this process
 * only sees it end. Thread-safe; as many children as callers.
 */
public final class ParserProcess implements DocumentParser {

    private static final long LOOK_EVERY_MILLIS = 100;
    private static final long MEGABYTE = 1 << 20;

    /** What {@code -XX:+ExitOnOutOfMemoryError} ends a JVM with. */
    private static final int OUT_OF_MEMORY_EXIT = 3;

    private final ParserLimits limits;
    private final Path folder;

    /**
     * @param folder where each child gets a folder of its own, which is removed with it; created
     *     when absent
     */
    public ParserProcess(ParserLimits limits, Path folder) {
        this.limits = limits;
        this.folder = folder;
    }

    @Override
    public ParseOutcome parse(Path file, String name, String declaredType)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path scratch = Files.createTempDirectory(folder, "parse-");
        try {
            return run(file.toAbsolutePath(), name, declaredType, scratch.toAbsolutePath());
        } finally {
            remove(scratch);
        }
    }

    private ParseOutcome run(Path file, String name, String declaredType, Path scratch)
            throws IOException, InterruptedException {
        Path answer = scratch.resolve("answer");
        List<String> command = new ArrayList<>(java(scratch));
        command.add(ParserMain.class.getName());
        command.addAll(List.of(file.toString(), answer.toString()));
        command.add(Long.toString(limits.time().toMillis()));
        command.addAll(List.of(Integer.toString(limits.maxCharacters()), declaredType, name));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(scratch.toFile())
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD);
        builder.environment().clear();
        Process child = builder.start();
        try {
            child.getOutputStream().close();
            return await(child, scratch, answer);
        } finally {
            child.destroyForcibly();
            child.onExit().join();
        }
    }

    private ParseOutcome await(Process child, Path scratch, Path answer)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limits.time().toNanos();
        while (!child.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() > deadline) {
                return new Failed(
                        ParseFailure.TIMEOUT,
                        "reading it took longer than " + limits.time().toSeconds() + " s");
            }
            if (size(scratch) > limits.scratchMegabytes() * MEGABYTE) {
                return new Failed(
                        ParseFailure.TOO_LARGE,
                        "it unpacks to more than " + limits.scratchMegabytes() + " MB");
            }
        }
        return switch (child.exitValue()) {
            case 0 -> ChildAnswer.read(answer);
            case OUT_OF_MEMORY_EXIT ->
                    new Failed(
                            ParseFailure.OUT_OF_MEMORY,
                            "reading it takes more than " + limits.heapMegabytes() + " MB");
            default ->
                    new Failed(
                            ParseFailure.CRASHED,
                            "the process that read it ended with code " + child.exitValue());
        };
    }

    private List<String> java(Path scratch) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + limits.heapMegabytes() + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + scratch,
                "-Djavax.xml.accessExternalDTD=",
                "-Djavax.xml.accessExternalSchema=",
                "-Djavax.xml.accessExternalStylesheet=",
                "-Djava.nio.channels.spi.SelectorProvider="
                        + "dev.repartee.knowledge.parsing.child.NoChannels",
                "-cp",
                classPath());
    }

    /** The child stands in another folder, so that relative places must become absolute. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static long size(Path scratch) throws IOException {
        try (Stream<Path> files = Files.walk(scratch)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (UncheckedIOException fileWentMeanwhile) {
            return 0;
        }
    }

    private static void remove(Path scratch) throws IOException {
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
