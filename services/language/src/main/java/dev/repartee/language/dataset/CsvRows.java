package dev.repartee.language.dataset;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits CSV as RFC 4180 does: quotes around a field allow separators, line ends and {@code ""}.
 */
final class CsvRows {

    /** Takes a row and the line that it begins in. */
    @FunctionalInterface
    interface RowConsumer {
        void row(int line, List<String> fields);
    }

    private static final int MAX_COLUMNS = 1_000;

    private final String text;
    private final String file;
    private final char separator;
    private final List<String> heading;
    private int at;
    private int line = 1;

    private CsvRows(String text, String file) {
        this.text = text;
        this.file = file;
        this.separator = separator(text);
        this.heading = next();
    }

    static CsvRows of(String text, String file) {
        return new CsvRows(text, file);
    }

    List<String> heading() {
        return heading;
    }

    /** Passes on the rows after the heading; empty lines are left out. */
    void forEach(RowConsumer consumer) {
        while (at < text.length()) {
            int first = line;
            List<String> row = next();
            if (row.size() > 1 || !row.getFirst().isBlank()) {
                consumer.row(first, row);
            }
        }
    }

    private static char separator(String text) {
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        if (first.indexOf('\t') >= 0) {
            return '\t';
        }
        return first.indexOf(';') >= 0 ? ';' : ',';
    }

    private List<String> next() {
        List<String> row = new ArrayList<>();
        while (true) {
            row.add(at < text.length() && text.charAt(at) == '"' ? quoted() : bare());
            if (row.size() > MAX_COLUMNS) {
                throw DatasetFault.at(file, line, "more than %d columns".formatted(MAX_COLUMNS));
            }
            if (at < text.length() && text.charAt(at) == separator) {
                at++;
                continue;
            }
            endLine();
            return row;
        }
    }

    private void endLine() {
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
            line++;
        }
    }

    private String bare() {
        int start = at;
        while (at < text.length()
                && text.charAt(at) != separator
                && text.charAt(at) != '\n'
                && text.charAt(at) != '\r') {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        int opened = line;
        StringBuilder field = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\n') {
                line++;
            }
            if (c != '"') {
                field.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                field.append('"');
                at++;
            } else {
                return field.append(bare()).toString();
            }
        }
        throw DatasetFault.at(file, opened, "a quote is opened and never closed");
    }
}
