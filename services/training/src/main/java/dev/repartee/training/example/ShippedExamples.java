package dev.repartee.training.example;

import dev.repartee.language.dataset.Example;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The examples that ship with Repartee: what people write to a business. */
public final class ShippedExamples {

    /** The intent of examples that want none of the others; any file of examples may have it. */
    public static final String OUT_OF_SCOPE = "OUT_OF_SCOPE";

    private static final String FOLDER = "/dev/repartee/language/examples/";

    /** The languages, by their BCP 47 tags. */
    static final List<String> LANGUAGES = List.of("de", "en", "es", "hi", "hi-Latn");

    private ShippedExamples() {}

    /** All of them, of all languages. */
    public static List<Example> read() {
        List<Example> examples = new ArrayList<>();
        LANGUAGES.forEach(language -> examples.addAll(read(language)));
        return examples;
    }

    static List<Example> read(String language) {
        String resource = FOLDER + language + ".yaml";
        try (InputStream in = Example.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing resource: " + resource);
            }
            return ExampleFiles.parse(language + ".yaml", in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
