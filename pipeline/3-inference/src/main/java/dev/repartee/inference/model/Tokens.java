package dev.repartee.inference.model;

import dev.repartee.contract.content.Turn;
import java.util.List;

/**
 * Estimates tokens without the model's own vocabulary: about four characters of text in an
 * alphabet, one and a half for scripts whose characters are words (OpenAI's rule of thumb). Good
 * for budgets, not for bills.
 */
public final class Tokens {

    private static final int PER_TURN = 4;

    private Tokens() {}

    /** The tokens of a text. */
    public static int of(String text) {
        long wide = text.codePoints().filter(character -> character >= 0x2E80).count();
        long narrow = text.length() - wide;
        return Math.toIntExact(Math.ceilDiv(narrow, 4) + Math.ceilDiv(wide * 2, 3));
    }

    /** The tokens of turns, with what the protocol adds to each. */
    public static int of(List<Turn> turns) {
        return turns.stream().mapToInt(turn -> of(turn.text()) + PER_TURN).sum();
    }
}
