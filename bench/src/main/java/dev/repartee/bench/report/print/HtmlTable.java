package dev.repartee.bench.report.print;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A table that scrolls by itself when the screen is narrower. Numbers stand right. */
final class HtmlTable {
    private static final Pattern NUMBER = Pattern.compile("[–0-9][0-9.,]*( → [0-9.,]+)?");

    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    HtmlTable(String... heads) {
        this.heads = List.of(heads);
    }

    /** All columns of all rows. */
    static <T> Markup of(List<Column<T>> columns, List<T> rows) {
        HtmlTable table = new HtmlTable(columns.stream().map(Column::head).toArray(String[]::new));
        for (T row : rows) {
            table.row(
                    columns.stream()
                            .map(column -> column.cell().apply(row))
                            .toArray(String[]::new));
        }
        return table.markup();
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    Markup markup() {
        Markup table = new Markup().open("div", "class", "scroll").open("table");
        table.open("thead").open("tr");
        for (int column = 0; column < heads.size(); column++) {
            table.element("th", heads.get(column), "class", numeric(column) ? "n" : "t");
        }
        table.close().close().open("tbody");
        for (List<String> row : rows) {
            table.open("tr");
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                table.element("td", cell, "class", style(cell, column));
            }
            table.close();
        }
        return table.close().close().close();
    }

    private String style(String cell, int column) {
        return switch (cell) {
            case "met" -> "t ok";
            case "not met" -> "t no";
            default -> numeric(column) ? "n" : "t";
        };
    }

    private boolean numeric(int column) {
        return !rows.isEmpty()
                && rows.stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches());
    }
}
