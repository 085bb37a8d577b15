package dev.repartee.bench.report.print;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table in plain text that fits a terminal of {@value #WIDEST} columns: the first column is text
 * and stands left, the others stand right unless they are told to be text. A line that is still too
 * wide loses the end of its last text, and says so by an ellipsis.
 */
public final class TextTable {
    static final int WIDEST = 120;

    private static final String GAP = "  ";
    private static final String ELLIPSIS = "…";

    private final List<String> heads;
    private final List<Boolean> text = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    private TextTable(List<String> heads) {
        this.heads = heads;
        for (int column = 0; column < heads.size(); column++) {
            text.add(column == 0);
        }
    }

    public static TextTable of(String... heads) {
        return new TextTable(List.of(heads));
    }

    /** The columns that the terminal shows, of all rows. */
    static <T> TextTable of(List<Column<T>> columns, List<T> rows) {
        List<Column<T>> shown = Column.inTerminal(columns);
        TextTable table = new TextTable(shown.stream().map(Column::brief).toList());
        for (T row : rows) {
            table.row(
                    shown.stream().map(column -> column.cell().apply(row)).toArray(String[]::new));
        }
        return table;
    }

    /** Lets a column, counted from 0, stand left. */
    public TextTable text(int... columns) {
        Arrays.stream(columns).forEach(column -> text.set(column, true));
        return this;
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException when it has another number of cells than the head
     */
    public TextTable row(String... cells) {
        if (cells.length != heads.size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells for " + heads.size() + " columns");
        }
        rows.add(Arrays.stream(cells).map(cell -> cell.replaceAll("\\s+", " ")).toList());
        return this;
    }

    /** Whether it has rows. */
    public boolean empty() {
        return rows.isEmpty();
    }

    /** The table with a line under its head, ending with a line break. */
    public String render() {
        int[] widths = widths();
        StringBuilder out = new StringBuilder();
        line(out, heads, widths);
        int whole = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1);
        out.append("─".repeat(Math.min(whole, WIDEST))).append('\n');
        rows.forEach(row -> line(out, row, widths));
        return out.toString();
    }

    private int[] widths() {
        int[] widths = new int[heads.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = length(heads.get(column));
            for (List<String> row : rows) {
                widths[column] = Math.max(widths[column], length(row.get(column)));
            }
        }
        shrink(widths);
        return widths;
    }

    /** Takes what is too much from the widest text column, time and again. */
    private void shrink(int[] widths) {
        int surplus = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - WIDEST;
        for (; surplus > 0; surplus--) {
            int widest = 0;
            for (int column = 1; column < widths.length; column++) {
                if (text.get(column) && widths[column] > widths[widest]) {
                    widest = column;
                }
            }
            widths[widest] = Math.max(1, widths[widest] - 1);
        }
    }

    private void line(StringBuilder out, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = fit(cells.get(column), widths[column]);
            String padding = " ".repeat(widths[column] - length(cell));
            line.append(column == 0 ? "" : GAP)
                    .append(text.get(column) ? cell + padding : padding + cell);
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private static String fit(String cell, int width) {
        return length(cell) <= width
                ? cell
                : cell.substring(0, cell.offsetByCodePoints(0, width - 1)) + ELLIPSIS;
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
