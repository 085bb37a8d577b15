package dev.repartee.language.dataset;

/**
 * An example and where it comes from, for errors and reports.
 *
 * @param file the name of its file
 * @param line its line there, from 1; in JSON files, which have no lines to speak of, its number
 */
public record Sourced(Example example, String file, int line) {

    /** Where it comes from, as {@code file:line}. */
    public String place() {
        return file + ":" + line;
    }
}
