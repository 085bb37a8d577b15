package dev.repartee.knowledge.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Reads the word lists that ship with this module: lines {@code LANGUAGE: words}, {@code #} for
 * comments.
 */
public final class WordList {

    private WordList() {}

    /**
     * Hands on a list line by line, as the language with its words.
     *
     * @param owner the class beside which the list lies
     * @param resource its file name
     * @throws IllegalStateException when there is none
     */
    public static void read(
            Class<?> owner, String resource, BiConsumer<String, List<String>> line) {
        try (InputStream in = owner.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing resource: " + resource);
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(text -> !text.isBlank() && !text.startsWith("#"))
                    .forEach(
                            text -> {
                                int colon = text.indexOf(": ");
                                line.accept(
                                        text.substring(0, colon),
                                        List.of(text.substring(colon + 2).strip().split("\\s+")));
                            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
