package dev.repartee.feedback.export;

import dev.repartee.contract.content.Entity;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rasa's NLU training data, version 3.1. Examples are grouped by their intent, so they are held
 * until the end: {@value #MOST} at most.
 */
final class RasaWriter extends NluWriter {

    private static final int MOST = 200_000;

    private final Writer out;
    private final Map<String, List<String>> examples = new TreeMap<>();
    private int held;

    RasaWriter(Writer out, Anonymiser anonymiser, ExportRequest request) {
        super(anonymiser, request);
        this.out = out;
    }

    @Override
    void example(Understood example) throws IOException {
        if (++held > MOST) {
            throw new IOException(
                    "more than %,d examples: export a shorter time, or as nlu-jsonl"
                            .formatted(MOST));
        }
        examples.computeIfAbsent(example.intent(), intent -> new ArrayList<>())
                .add(marked(example));
    }

    @Override
    public void finish() throws IOException {
        out.write("version: \"3.1\"\nnlu:" + (examples.isEmpty() ? " []\n" : "\n"));
        for (Map.Entry<String, List<String>> intent : examples.entrySet()) {
            out.write("- intent: \"" + intent.getKey().replace("\"", "") + "\"\n  examples: |\n");
            for (String example : intent.getValue()) {
                out.write("    - " + example + "\n");
            }
        }
    }

    /** One line; what looks like a mark in the text itself is broken up. */
    private static String marked(Understood example) {
        StringBuilder marked = new StringBuilder();
        int from = 0;
        for (Entity entity : example.entities()) {
            marked.append(plain(example.text().substring(from, entity.start())));
            marked.append('[').append(plain(entity.text())).append("](");
            marked.append(entity.type()).append(')');
            from = entity.end();
        }
        return marked.append(plain(example.text().substring(from))).toString().strip();
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", " ").replace("](", "] (").replace("]{", "] {");
    }
}
