package dev.repartee.assistants.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text in one or more languages.
 *
 * @param byLanguage BCP 47 tag to text, in the order in which they were written; may be empty
 */
public record LocalText(Map<String, String> byLanguage) {

    /** No text in any language. */
    public static final LocalText NONE = new LocalText(Map.of());

    public LocalText {
        byLanguage = Collections.unmodifiableMap(new LinkedHashMap<>(byLanguage));
    }

    /** A text with the language that it is written in. */
    public record Written(String language, String text) {}

    /**
     * The text for a reader: in the language itself, else in its primary language ({@code de} for
     * {@code de-AT}), else in the assistant's default one, else in the first one there is.
     *
     * @return empty only when there is no text at all
     */
    public Optional<Written> in(String language, String defaultLanguage) {
        Written found = lookUp(language);
        if (found == null) {
            found = lookUp(defaultLanguage);
        }
        if (found == null) {
            found =
                    byLanguage.entrySet().stream()
                            .findFirst()
                            .map(entry -> new Written(entry.getKey(), entry.getValue()))
                            .orElse(null);
        }
        return Optional.ofNullable(found);
    }

    /** Whether there is no text in any language. */
    public boolean isEmpty() {
        return byLanguage.isEmpty();
    }

    private @Nullable Written lookUp(String language) {
        String text = byLanguage.get(language);
        if (text != null) {
            return new Written(language, text);
        }
        String primary = primary(language);
        text = byLanguage.get(primary);
        return text == null ? null : new Written(primary, text);
    }

    private static String primary(String tag) {
        int dash = tag.indexOf('-');
        return dash < 0 ? tag : tag.substring(0, dash);
    }
}
