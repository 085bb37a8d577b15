package dev.repartee.language.token;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A tree of stems, letter by letter. A word is led along it until no stem goes on as the word does,
 * which is after two or three letters for most. Not thread-safe while it grows.
 *
 * @param <V> what a stem stands for
 */
public final class Stems<V> {

    private char[] letters = {};
    private final List<Stems<V>> longer = new ArrayList<>();
    private @Nullable V value;

    /** Changes what a stem stands for; so far that may be nothing. */
    public void change(String stem, UnaryOperator<@Nullable V> change) {
        Stems<V> at = this;
        for (int i = 0; i < stem.length(); i++) {
            at = at.grown(stem.charAt(i));
        }
        at.value = change.apply(at.value);
    }

    /** The stems that go on with a letter, or null when none does. */
    public @Nullable Stems<V> next(char letter) {
        int at = Arrays.binarySearch(letters, letter);
        return at < 0 ? null : longer.get(at);
    }

    /** What the letters so far stand for, or null when they are no stem themselves. */
    public @Nullable V value() {
        return value;
    }

    private Stems<V> grown(char letter) {
        int at = Arrays.binarySearch(letters, letter);
        if (at >= 0) {
            return longer.get(at);
        }
        int place = -at - 1;
        char[] more = Arrays.copyOf(letters, letters.length + 1);
        System.arraycopy(letters, place, more, place + 1, letters.length - place);
        more[place] = letter;
        letters = more;
        Stems<V> grown = new Stems<>();
        longer.add(place, grown);
        return grown;
    }
}
