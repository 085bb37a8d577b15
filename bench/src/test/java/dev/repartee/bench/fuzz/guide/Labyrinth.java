package dev.repartee.bench.fuzz.guide;

import dev.repartee.bench.fuzz.check.Check;

/** Gives way to one word, of which each letter is checked only behind the one before. */
public final class Labyrinth implements Check {

    static final String WORD = "deep";

    @Override
    public void check(byte[] input) {
        int at = 0;
        if (letter(input, at) == 'd') {
            at++;
            if (letter(input, at) == 'e') {
                at++;
                if (letter(input, at) == 'e') {
                    at++;
                    if (letter(input, at) == 'p') {
                        throw new IllegalStateException("found the way");
                    }
                }
            }
        }
    }

    private static int letter(byte[] input, int at) {
        return at < input.length ? input[at] : -1;
    }
}
