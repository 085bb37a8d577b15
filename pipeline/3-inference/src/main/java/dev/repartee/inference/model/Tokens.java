package dev.repartee.inference.model;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.repartee.contract.content.Turn;
import java.util.List;

/**
 * Counts tokens with the vocabulary {@code o200k_base}. Exact for models that use it (OpenAI's
 * since 2024); those of others cut text up much alike, so it is an estimate that is good for
 * budgets of prompts there, not for bills.
 */
public final class Tokens {

    private static final int PER_TURN = 4;

    /** Longer texts are measured by their beginning. */
    private static final int MOST_COUNTED = 200_000;

    private Tokens() {}

    /** The vocabulary is large: it is read when a token is first counted. */
    private static final class Vocabulary {
        private static final Encoding ENCODING =
                Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    }

    /** The tokens of a text. */
    public static int of(String text) {
        if (text.length() <= MOST_COUNTED) {
            return Vocabulary.ENCODING.countTokensOrdinary(text);
        }
        long counted = Vocabulary.ENCODING.countTokensOrdinary(text.substring(0, MOST_COUNTED));
        return Math.toIntExact(counted * text.length() / MOST_COUNTED);
    }

    /**
     * What {@link #of(List)} does not exceed, found without counting: a token has a byte or more.
     */
    public static int atMost(List<Turn> turns) {
        long bytes = turns.stream().mapToLong(turn -> 3L * turn.text().length() + PER_TURN).sum();
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    /** The tokens of turns, with what the protocol adds to each. */
    public static int of(List<Turn> turns) {
        return turns.stream().mapToInt(Tokens::of).sum();
    }

    /** The tokens of a turn, with what the protocol adds to it. */
    public static int of(Turn turn) {
        return of(turn.text()) + PER_TURN;
    }
}
