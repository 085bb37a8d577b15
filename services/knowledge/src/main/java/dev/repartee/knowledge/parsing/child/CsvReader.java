package dev.repartee.knowledge.parsing.child;

import dev.repartee.knowledge.parsing.ParseFailure;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads comma-separated values (RFC 4180) and their relatives with semicolons, tabs or bars: the
 * first line tells which.
 */
final class CsvReader {

    private static final char[] DELIMITERS = {',', ';', '\t', '|'};
    private static final int MAX_COLUMNS = 200;

    private final String text;
    private final char delimiter;
    private int at;
    private int line = 1;

    private CsvReader(String text) {
        this.text = text;
        this.delimiter = delimiter(text);
    }

    /** Returns the rows that are not blank, each with the cells that it has. */
    static List<List<String>> read(String text) throws Unreadable {
        var reader = new CsvReader(text);
        List<List<String>> rows = new ArrayList<>();
        while (reader.at < text.length()) {
            List<String> row = reader.row();
            if (row.stream().anyMatch(cell -> !cell.isBlank())) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static char delimiter(String text) {
        int[] counts = new int[DELIMITERS.length];
        boolean quoted = false;
        for (int i = 0; i < text.length() && (quoted || text.charAt(i) != '\n'); i++) {
            quoted ^= text.charAt(i) == '"';
            for (int d = 0; d < counts.length && !quoted; d++) {
                counts[d] += text.charAt(i) == DELIMITERS[d] ? 1 : 0;
            }
        }
        int best = 0;
        for (int d = 1; d < counts.length; d++) {
            best = counts[d] > counts[best] ? d : best;
        }
        return DELIMITERS[best];
    }

    private List<String> row() throws Unreadable {
        List<String> cells = new ArrayList<>();
        while (true) {
            cells.add(cell());
            if (cells.size() > MAX_COLUMNS) {
                throw new Unreadable(
                        ParseFailure.BROKEN,
                        "line " + line + " has more than " + MAX_COLUMNS + " columns");
            }
            if (at >= text.length()) {
                return cells;
            }
            char end = text.charAt(at++);
            if (end == '\n') {
                line++;
                return cells;
            }
        }
    }

    private String cell() throws Unreadable {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at < text.length() && text.charAt(at) == '"' ? quoted() : bare();
    }

    private String bare() {
        int start = at;
        while (at < text.length() && text.charAt(at) != delimiter && text.charAt(at) != '\n') {
            at++;
        }
        return text.substring(start, at).strip();
    }

    private String quoted() throws Unreadable {
        int opened = line;
        var cell = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean doubled = c == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"';
            if (c == '"' && !doubled) {
                at++;
                cell.append(bare());
                return cell.toString().strip();
            }
            line += c == '\n' ? 1 : 0;
            at += doubled ? 1 : 0;
            cell.append(c);
        }
        throw new Unreadable(
                ParseFailure.BROKEN, "the quotation mark opened in line " + opened + " never ends");
    }
}
