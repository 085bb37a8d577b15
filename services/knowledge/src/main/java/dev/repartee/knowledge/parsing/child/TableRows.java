package dev.repartee.knowledge.parsing.child;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of one table: written as a Markdown table, or as paragraphs when it only does layout.
 */
final class TableRows {

    private static final int LONGEST_CELL = 600;

    private final List<List<String>> rows = new ArrayList<>();
    private List<String> row = new ArrayList<>();

    void clear() {
        rows.clear();
        row = new ArrayList<>();
    }

    void cell(String words) {
        row.add(words.replace('|', '/'));
    }

    void row() {
        if (row.stream().anyMatch(cell -> !cell.isEmpty())) {
            rows.add(row);
        }
        row = new ArrayList<>();
    }

    void write(Markdown text) throws Unreadable {
        row();
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        boolean layout =
                columns < 2
                        || rows.stream()
                                .flatMap(List::stream)
                                .anyMatch(cell -> cell.length() > LONGEST_CELL);
        for (int i = 0; i < rows.size(); i++) {
            if (layout) {
                for (String cell : rows.get(i)) {
                    text.block(cell);
                }
            } else {
                write(text, rows.get(i), columns, i == 0);
            }
        }
    }

    private static void write(Markdown text, List<String> cells, int columns, boolean first)
            throws Unreadable {
        List<String> padded = new ArrayList<>(cells);
        while (padded.size() < columns) {
            padded.add("");
        }
        String line = "| " + String.join(" | ", padded) + " |";
        if (first) {
            text.block(line);
            text.line("|" + " --- |".repeat(columns));
        } else {
            text.line(line);
        }
    }
}
