package dev.repartee.bench.fuzz;

import dev.repartee.bench.fuzz.guide.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps the inputs that failed, one file each, so that they can become part of the corpus. */
final class Findings {

    private final Path folder;

    Findings(Path folder) {
        this.folder = folder;
    }

    /** The file that it was written to. */
    Path save(String target, Finding finding) {
        Path file = folder.resolve(target + "-" + Integer.toHexString(finding.kind().hashCode()));
        try {
            Files.createDirectories(folder);
            Files.write(file, finding.input());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
