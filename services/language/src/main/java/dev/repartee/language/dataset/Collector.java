package dev.repartee.language.dataset;

import java.util.ArrayList;
import java.util.List;

/**
 * Gathers the examples of one file and turns what is wrong with one into an error with its place.
 */
final class Collector {

    static final int MAX_TEXT = 10_000;
    static final int MAX_EXAMPLES = 200_000;

    private final String file;
    private final List<Sourced> entries = new ArrayList<>();

    Collector(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    List<Sourced> entries() {
        return entries;
    }

    void add(int line, String intent, MarkedText marked) {
        if (marked.text().length() > MAX_TEXT) {
            throw DatasetFault.at(
                    file, line, "an example is longer than %d characters".formatted(MAX_TEXT));
        }
        if (entries.size() == MAX_EXAMPLES) {
            throw DatasetFault.at(
                    file, line, "more than %d examples in one file".formatted(MAX_EXAMPLES));
        }
        try {
            Example example = new Example(marked.text(), intent.strip(), marked.annotations());
            entries.add(new Sourced(example, file, line));
        } catch (IllegalArgumentException wrong) {
            throw DatasetFault.at(file, line, wrong.getMessage());
        }
    }
}
