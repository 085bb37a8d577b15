package dev.repartee.assistants;

import dev.repartee.assistants.rules.LocalText;

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

    /** What an assistant has that says nothing about it. */
    public static final Replies DEFAULT =
            new Replies(
                    LanguagePolicy.DEFAULT,
                    LocalText.NONE,
                    CannedTexts.FALLBACK,
                    CannedTexts.UNKNOWN,
                    true);

    /** The reply of an assistant whose model is not there. */
    public LocalText.Written fallbackFor(String language) {
        return written(fallback, CannedTexts.FALLBACK, language);
    }

    /** The reply of an assistant that does not know. */
    public LocalText.Written unknownFor(String language) {
        return written(unknown, CannedTexts.UNKNOWN, language);
    }

    private LocalText.Written written(LocalText own, LocalText shipped, String language) {
        String spoken = languages.replyTo(language);
        LocalText text = CannedTexts.own(own, shipped) ? own : shipped;
        return text.in(spoken, languages.defaultLanguage())
                .or(() -> shipped.in(spoken, languages.defaultLanguage()))
                .orElseThrow();
    }
}
