package dev.repartee.feedback.export;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** In which form a training set is written. */
public enum ExportFormat {
    /** One conversation a line, in the form that chat models are tuned with. */
    CHAT_JSONL("chat-jsonl", "application/x-ndjson"),
    /** One message a line with its intent and entities. */
    NLU_JSONL("nlu-jsonl", "application/x-ndjson"),
    /** Messages with their intents, a header first. */
    NLU_CSV("nlu-csv", "text/csv; charset=utf-8"),
    /** Messages under their intents, entities marked, as Rasa reads them. */
    RASA_YAML("rasa-yaml", "application/yaml; charset=utf-8");

    private final String word;
    private final String mediaType;

    ExportFormat(String word, String mediaType) {
        this.word = word;
        this.mediaType = mediaType;
    }

    /** The word in paths and on the command line. */
    public String word() {
        return word;
    }

    /** What it is over HTTP. */
    public String mediaType() {
        return mediaType;
    }

    /** The format of that word. */
    public static Optional<ExportFormat> of(String word) {
        return Arrays.stream(values()).filter(format -> format.word.equals(word)).findFirst();
    }

    /** The words of all formats. */
    public static List<String> words() {
        return Arrays.stream(values()).map(ExportFormat::word).toList();
    }
}
