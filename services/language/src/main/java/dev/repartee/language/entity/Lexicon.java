package dev.repartee.language.entity;

import dev.repartee.language.token.Tokenizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Words with a value (units, currencies, ...) in several languages, from {@code lexicon.txt}. */
final class Lexicon {

    private static final String RESOURCE = "lexicon.txt";

    /** The sections of the file. */
    enum Section {
        UNIT,
        CURRENCY,
        MAGNITUDE,
        ORDER,
        FILLER
    }

    private final Map<Section, Map<String, String>> values = new EnumMap<>(Section.class);

    private Lexicon() {
        for (Section section : Section.values()) {
            values.put(section, new HashMap<>());
        }
    }

    /**
     * @throws IllegalStateException when the shipped file is broken, naming the line
     */
    static Lexicon shipped() {
        var lexicon = new Lexicon();
        try (InputStream in = Lexicon.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("missing resource: " + RESOURCE);
            }
            lexicon.read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lexicon;
    }

    /** Returns the value of a folded word in a section. */
    Optional<String> value(Section section, String word) {
        return Optional.ofNullable(values.get(section).get(word));
    }

    boolean has(Section section, String word) {
        return values.get(section).containsKey(word);
    }

    private void read(BufferedReader lines) {
        Section section = Section.UNIT;
        for (String line : lines.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                section =
                        Section.valueOf(
                                line.substring(1, line.indexOf(']')).toUpperCase(Locale.ROOT));
                continue;
            }
            int equals = line.indexOf(" = ");
            if (equals < 0) {
                throw new IllegalStateException(
                        RESOURCE + ": expected VALUE = WORDS, but found: " + line);
            }
            for (String word : line.substring(equals + 3).trim().split("\\s+")) {
                values.get(section).put(Tokenizer.fold(word), line.substring(0, equals));
            }
        }
    }
}
