package dev.repartee.bench.report.print;

/** Breaks prose into lines. */
final class TextLines {
    private TextLines() {}

    /** Breaks at spaces so that no line is wider, unless a single word is. */
    static String wrap(String text, int widest) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (String word : text.split(" ")) {
            if (column > 0 && column + 1 + word.length() > widest) {
                out.append('\n');
                column = 0;
            } else if (column > 0) {
                out.append(' ');
                column++;
            }
            out.append(word);
            column += word.length();
        }
        return out.toString();
    }
}
