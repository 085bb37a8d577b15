package dev.repartee.language.safety;

import dev.repartee.language.token.Tokenizer;
import dev.repartee.language.token.Tokens;
import org.jspecify.annotations.Nullable;

/** A part of a reply, cut into words once, however many look at it. For one thread. */
public final class Excerpt {

    private final String text;
    private @Nullable Tokens words;

    Excerpt(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** What {@link Tokenizer#tokenize} makes of the text. */
    public Tokens words() {
        Tokens cut = words;
        if (cut == null) {
            cut = Tokenizer.tokenize(text);
            words = cut;
        }
        return cut;
    }
}
