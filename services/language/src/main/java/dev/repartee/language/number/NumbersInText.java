package dev.repartee.language.number;

import dev.repartee.language.number.NumberWords.Reading;
import dev.repartee.language.token.Token;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers in words of one text, each read once however many ask for it. For one thread. */
public final class NumbersInText {

    private final List<Token> tokens;
    private final String language;
    private final @Nullable Reading[] read;
    private final boolean[] known;

    /**
     * @param language of the text, {@code und} when unknown
     */
    public NumbersInText(List<Token> tokens, String language) {
        this.tokens = tokens;
        this.language = language;
        this.read = new Reading[tokens.size()];
        this.known = new boolean[tokens.size()];
    }

    /** The longest number that starts at a token, or null when none does. */
    public @Nullable Reading at(int index) {
        if (!known[index]) {
            known[index] = true;
            read[index] = NumberWords.shipped().read(tokens, index, language).orElse(null);
        }
        return read[index];
    }
}
