package dev.repartee.assistants;

import dev.repartee.assistants.rules.LocalText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The texts that are shipped for assistants that have none of their own, in many languages. */
final class CannedTexts {

    /** Said when no model could answer in time. */
    static final LocalText FALLBACK;

    /** Said when the assistant does not know. */
    static final LocalText UNKNOWN;

    static {
        JsonNode texts = shipped();
        FALLBACK = text(texts.path("fallback"));
        UNKNOWN = text(texts.path("unknown"));
    }

    private CannedTexts() {}

    /**
     * Whether an assistant's text is one of its own. What was stored while fewer languages were
     * shipped is not: it follows what is shipped now.
     */
    static boolean own(LocalText text, LocalText shipped) {
        return !shipped.byLanguage().entrySet().containsAll(text.byLanguage().entrySet());
    }

    private static LocalText text(JsonNode byLanguage) {
        Map<String, String> texts = new LinkedHashMap<>();
        byLanguage
                .properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().stringValue()));
        return new LocalText(texts);
    }

    private static JsonNode shipped() {
        try (InputStream in = CannedTexts.class.getResourceAsStream("canned-texts.json")) {
            if (in == null) {
                throw new IllegalStateException("the canned texts are missing");
            }
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
