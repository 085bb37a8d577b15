package dev.repartee.assistants;

import dev.repartee.assistants.rules.LocalText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How an assistant speaks besides its model.
 *
 * @param languages which languages it speaks
 * @param greeting shown when a conversation is opened, may be empty
 * @param fallback said when no model could answer in time; offers a person
 * @param unknown said when the assistant does not know; offers a person
 * @param sharedCache whether a reply that was made without profile and context may be given to
 *     other users who ask the same
 */
public record Replies(
        LanguagePolicy languages,
        LocalText greeting,
        LocalText fallback,
        LocalText unknown,
        boolean sharedCache) {

    private static final LocalText FALLBACK =
            text(
                    "en", "I can't answer right now. I am passing your message on to a person.",
                    "de", "Ich kann gerade nicht antworten und gebe deine Nachricht weiter.",
                    "es", "Ahora mismo no puedo responder. Paso tu mensaje a una persona.");

    private static final LocalText UNKNOWN =
            text(
                    "en", "I don't know that. Would you like a person to answer?",
                    "de", "Das weiß ich nicht. Soll dir ein Mensch antworten?",
                    "es", "Eso no lo sé. ¿Quieres que te responda una persona?");

    /** What an assistant has that says nothing about it. */
    public static final Replies DEFAULT =
            new Replies(LanguagePolicy.DEFAULT, LocalText.NONE, FALLBACK, UNKNOWN, true);

    /** The reply of an assistant whose model is not there. */
    public LocalText.Written fallbackFor(String language) {
        return written(fallback, FALLBACK, language);
    }

    /** The reply of an assistant that does not know. */
    public LocalText.Written unknownFor(String language) {
        return written(unknown, UNKNOWN, language);
    }

    private LocalText.Written written(LocalText own, LocalText standIn, String language) {
        String spoken = languages.replyTo(language);
        return own.in(spoken, languages.defaultLanguage())
                .or(() -> standIn.in(spoken, languages.defaultLanguage()))
                .orElseThrow();
    }

    private static LocalText text(String... languagesAndTexts) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < languagesAndTexts.length; i += 2) {
            texts.put(languagesAndTexts[i], languagesAndTexts[i + 1]);
        }
        return new LocalText(texts);
    }
}
