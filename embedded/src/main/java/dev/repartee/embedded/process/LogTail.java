package dev.repartee.embedded.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last words of an engine that failed, in one line. */
public final class LogTail {
    private static final int LINES = 5;
    private static final int BYTES = 4_096;

    private LogTail() {}

    public static String of(Path log) {
        try {
            byte[] bytes = Files.readAllBytes(log);
            int from = Math.max(0, bytes.length - BYTES);
            List<String> lines =
                    new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank())
                            .toList();
            List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
            return "Its log (" + log + ") ends with: " + String.join(" | ", last);
        } catch (IOException unreadable) {
            return "Its log " + log + " can't be read.";
        }
    }
}
