package dev.repartee.language.dataset;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * CSV with a heading that names a column {@code text} (or {@code utterance}, {@code message},
 * {@code query}) and one {@code intent} (or {@code label}, {@code category}), or HWU64's columns.
 * The separator is what the heading uses: comma, semicolon or tab.
 */
final class CsvFormat implements DatasetFormat {

    private static final List<String> TEXT = List.of("text", "utterance", "message", "query");
    private static final List<String> INTENT = List.of("intent", "label", "category");
    private static final String MARKED = "answer_annotation";
    private static final String SCENARIO = "scenario";

    @Override
    public void read(String text, Collector into) {
        CsvRows rows = CsvRows.of(text, into.file());
        List<String> heading = rows.heading();
        Map<String, Integer> columns = new TreeMap<>();
        for (int i = 0; i < heading.size(); i++) {
            columns.putIfAbsent(heading.get(i).strip().toLowerCase(Locale.ROOT), i);
        }
        boolean hwu = columns.containsKey(MARKED) && columns.containsKey(SCENARIO);
        int intent = column(columns, INTENT, into);
        int marked = hwu ? columns.get(MARKED) : column(columns, TEXT, into);
        rows.forEach(
                (line, row) -> {
                    if (row.size() <= Math.max(intent, marked)) {
                        throw DatasetFault.at(
                                into.file(),
                                line,
                                "%d columns where the heading has %d"
                                        .formatted(row.size(), heading.size()));
                    }
                    if (hwu) {
                        String scenario = row.get(columns.get(SCENARIO));
                        into.add(
                                line,
                                scenario + "_" + row.get(intent),
                                MarkedText.prefixed(row.get(marked)));
                    } else {
                        into.add(line, row.get(intent), MarkedText.plain(row.get(marked)));
                    }
                });
    }

    private static int column(Map<String, Integer> columns, List<String> names, Collector into) {
        return names.stream()
                .filter(columns::containsKey)
                .map(columns::get)
                .findFirst()
                .orElseThrow(
                        () ->
                                DatasetFault.at(
                                        into.file(),
                                        1,
                                        "the heading names no column "
                                                + String.join(" or ", names)));
    }
}
