package dev.repartee.language.dataset;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads examples from a file or a folder: our own YAML, Rasa's YAML and JSON, CSV, and the folders
 * of SNIPS and HWU64. What is wrong is refused with file, line and cause, before anything is
 * learnt.
 */
public final class DatasetFiles {

    private static final long MAX_BYTES = 64L << 20;
    private static final int MAX_FILES = 10_000;
    private static final int MAX_DEPTH = 4;
    private static final String TRAIN = "trainset";
    private static final String TEST = "testset";
    private static final String SNIPS_TRAIN = "train_";
    private static final String SNIPS_TEST = "validate_";
    private static final String SNIPS_FULL = "_full.json";

    private DatasetFiles() {}

    /**
     * Reads what one would train with: a folder's test files are left out.
     *
     * @throws ReparteeException {@code INVALID_FIELD} when something can't be read, naming file,
     *     line and cause
     */
    public static Dataset read(Path source) {
        return split(source).train();
    }

    /** Reads a file or folder, keeping its test files apart, if it has any. */
    public static DatasetSplit split(Path source) {
        if (Files.isDirectory(source.resolve(TRAIN)) && Files.isDirectory(source.resolve(TEST))) {
            return new DatasetSplit(all(source.resolve(TRAIN)), all(source.resolve(TEST)));
        }
        if (!Files.isDirectory(source)) {
            return new DatasetSplit(dataset(List.of(source), source), null);
        }
        List<Path> files = files(source);
        List<Path> test = named(files, name -> name.startsWith(SNIPS_TEST));
        List<Path> train =
                named(files, name -> name.startsWith(SNIPS_TRAIN) && !name.endsWith(SNIPS_FULL));
        if (test.isEmpty() || train.isEmpty()) {
            return new DatasetSplit(dataset(files, source), null);
        }
        return new DatasetSplit(dataset(train, source), dataset(test, source));
    }

    /**
     * Reads one text as if it were a file of that name, for uploads.
     *
     * @param name what to call it in errors; its ending tells the format
     */
    public static Dataset parse(String name, String text) {
        Collector collector = new Collector(name);
        String stripped = text.startsWith("\uFEFF") ? text.substring(1) : text;
        format(name).read(stripped, collector);
        return new Dataset(collector.entries());
    }

    private static Dataset all(Path folder) {
        return dataset(files(folder), folder);
    }

    private static Dataset dataset(List<Path> files, Path source) {
        List<Sourced> entries = new ArrayList<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            entries.addAll(parse(name, text(file, name)).entries());
            if (entries.size() > Collector.MAX_EXAMPLES) {
                throw DatasetFault.of(
                        source.toString(),
                        "more than %d examples".formatted(Collector.MAX_EXAMPLES));
            }
        }
        if (entries.isEmpty()) {
            throw DatasetFault.of(source.toString(), "there are no examples");
        }
        return new Dataset(entries);
    }

    /** A folder's own files; only when it has none, those of the folders in it. */
    private static List<Path> files(Path folder) {
        List<Path> own = files(folder, 1);
        return own.isEmpty() ? files(folder, MAX_DEPTH) : own;
    }

    private static List<Path> files(Path folder, int depth) {
        try (Stream<Path> found = Files.walk(folder, depth)) {
            List<Path> files =
                    found.filter(path -> formatOf(path.getFileName().toString()) != null)
                            .filter(Files::isRegularFile)
                            .limit(MAX_FILES + 1L)
                            .sorted()
                            .toList();
            if (files.size() > MAX_FILES) {
                throw DatasetFault.of(folder.toString(), "more than %d files".formatted(MAX_FILES));
            }
            return files;
        } catch (IOException unreadable) {
            throw unreadable(folder, unreadable);
        }
    }

    private static List<Path> named(List<Path> files, Predicate<String> accepted) {
        return files.stream().filter(file -> accepted.test(file.getFileName().toString())).toList();
    }

    private static String text(Path file, String name) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw DatasetFault.of(name, "larger than %d MiB".formatted(MAX_BYTES >> 20));
            }
            return decode(Files.readAllBytes(file), name);
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    private static String decode(byte[] bytes, String name) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
        } catch (CharacterCodingException notUtf8) {
            if (name.endsWith(SNIPS_FULL)) {
                return new String(bytes, StandardCharsets.ISO_8859_1);
            }
            long line =
                    1
                            + new String(bytes, 0, buffer.position(), StandardCharsets.UTF_8)
                                    .chars()
                                    .filter(c -> c == '\n')
                                    .count();
            throw DatasetFault.at(name, (int) line, "not UTF-8: save the file as UTF-8");
        }
    }

    private static DatasetFormat format(String name) {
        DatasetFormat format = formatOf(name);
        if (format == null) {
            throw DatasetFault.of(name, "expected a file .yml, .yaml, .json, .csv or .tsv");
        }
        return format;
    }

    private static @Nullable DatasetFormat formatOf(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return switch (lower.substring(lower.lastIndexOf('.') + 1)) {
            case "yml", "yaml" -> new YamlFormat();
            case "json" -> new JsonFormat();
            case "csv", "tsv" -> new CsvFormat();
            default -> null;
        };
    }

    private static ReparteeException unreadable(Path path, IOException cause) {
        return new ReparteeException(
                ErrorCode.INVALID_FIELD, path + ": can't be read: " + cause.getMessage(), cause);
    }
}
