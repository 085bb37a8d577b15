package dev.repartee.assistants;

import java.util.List;

/**
 * Which languages an assistant speaks.
 *
 * @param defaultLanguage BCP 47 tag, spoken when the user's language is unknown or not allowed
 * @param allowed the languages it may answer in; empty for any
 */
public record LanguagePolicy(String defaultLanguage, List<String> allowed) {

    /** English unless the user speaks something else. */
    public static final LanguagePolicy DEFAULT = new LanguagePolicy("en", List.of());

    public LanguagePolicy {
        allowed = List.copyOf(allowed);
    }

    /**
     * The language to answer in.
     *
     * @param language of the message; {@code und} when unsure
     */
    public String replyTo(String language) {
        if (language.isEmpty() || language.equals("und")) {
            return defaultLanguage;
        }
        return allowed.isEmpty()
                        || allowed.contains(language)
                        || allowed.contains(primary(language))
                ? language
                : defaultLanguage;
    }

    private static String primary(String tag) {
        int dash = tag.indexOf('-');
        return dash < 0 ? tag : tag.substring(0, dash);
    }
}
