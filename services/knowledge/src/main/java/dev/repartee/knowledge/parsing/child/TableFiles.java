package dev.repartee.knowledge.parsing.child;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes a table so that each row can be found and understood alone: questions with their answers
 * as such, any other row as its cells under the names of their columns.
 */
final class TableFiles {

    private static final Set<String> QUESTION =
            Set.of("question", "q", "frage", "pregunta", "pergunta", "domanda", "vraag", "प्रश्न");
    private static final Set<String> ANSWER =
            Set.of(
                    "answer",
                    "a",
                    "reply",
                    "response",
                    "antwort",
                    "respuesta",
                    "resposta",
                    "réponse",
                    "risposta",
                    "antwoord",
                    "उत्तर");
    private static final double MOST = 0.6;

    private TableFiles() {}

    static String markdown(String csv, int maxCharacters) throws Unreadable {
        List<List<String>> rows = CsvReader.read(csv);
        var text = new Markdown(maxCharacters);
        if (rows.isEmpty()) {
            return "";
        }
        List<String> header = rows.getFirst();
        int question = column(header, QUESTION);
        int answer = column(header, ANSWER);
        if (question >= 0 && answer >= 0) {
            writePairs(text, rows.subList(1, rows.size()), question, answer);
        } else if (asksInFirstColumn(rows)) {
            writePairs(text, rows, 0, 1);
        } else {
            writeRows(text, header, rows.subList(1, rows.size()));
        }
        return text.toString();
    }

    private static void writePairs(Markdown text, List<List<String>> rows, int question, int answer)
            throws Unreadable {
        for (List<String> row : rows) {
            if (!cell(row, question).isEmpty() && !cell(row, answer).isEmpty()) {
                text.block("Q: " + cell(row, question) + "\nA: " + cell(row, answer));
            }
        }
    }

    private static void writeRows(Markdown text, List<String> header, List<List<String>> rows)
            throws Unreadable {
        if (rows.isEmpty()) {
            text.block("- " + String.join("; ", header));
        }
        for (List<String> row : rows) {
            var line = new StringBuilder("- ");
            for (int column = 0; column < row.size(); column++) {
                String cell = cell(row, column);
                if (!cell.isEmpty()) {
                    line.append(line.length() == 2 ? "" : "; ");
                    String name = cell(header, column);
                    line.append(name.isEmpty() ? "" : name + ": ").append(cell);
                }
            }
            text.line(line.toString());
        }
    }

    private static boolean asksInFirstColumn(List<List<String>> rows) {
        long asking =
                rows.stream()
                        .filter(row -> row.size() == 2 && row.getFirst().endsWith("?"))
                        .count();
        return asking >= MOST * rows.size();
    }

    private static int column(List<String> header, Set<String> names) {
        for (int i = 0; i < header.size(); i++) {
            if (names.contains(header.get(i).toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        return -1;
    }

    private static String cell(List<String> row, int column) {
        return column < row.size()
                ? row.get(column).replaceAll("(?<!\\s)\\s*\\n\\s*", " ").strip()
                : "";
    }
}
