package dev.repartee.language.safety.injection;

/**
 * A text as it reads when one wrapping is taken off.
 *
 * @param text to look through
 * @param wrapping its name
 * @param origin where its chars stand in the original
 */
record View(String text, String wrapping, Origin origin) {

    /** Where the chars of a view stand in the original. */
    sealed interface Origin {

        /** Where they stand in the view itself. */
        record Same(int length) implements Origin {}

        /** Each at a place of its own. */
        record Mapped(int[] places, int length) implements Origin {}

        /** The whole stands for one part. */
        record Part(int start, int end) implements Origin {}
    }

    /** The original offset of a char, or of the end. */
    int original(int at) {
        return switch (origin) {
            case Origin.Same(int length) -> Math.min(at, length);
            case Origin.Mapped(int[] places, int length) ->
                    at < places.length ? places[at] : length;
            case Origin.Part(int start, int end) -> at == 0 ? start : end;
        };
    }

    /** Another reading of the same chars, each of which stays where it is. */
    View reading(String other, String name) {
        return new View(other, name, origin);
    }

    /** The original itself. */
    static View same(String text) {
        return new View(text, "plain", new Origin.Same(text.length()));
    }

    static View whole(String text, String wrapping, int start, int end) {
        return new View(text, wrapping, new Origin.Part(start, end));
    }
}
