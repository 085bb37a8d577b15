package dev.repartee.language.intent.vector;

/**
 * The kinds of features. Each kind is brought to a length of its own, so that the many pieces of
 * words don't drown the few words.
 */
enum Block {
    /** Single words. */
    WORD(1.0),
    /** Runs of two and three words, and two words with one between. */
    PHRASE(1.0),
    /** Runs of two to five characters inside a word and its borders. */
    PIECE(1.0),
    /** Any two words of the message, in whichever order. */
    PAIR(0.5),
    /** What kinds of things the words stand for. */
    KIND(1.5);

    private static final Block[] ALL = values();

    private final double length;

    Block(double length) {
        this.length = length;
    }

    static Block of(int ordinal) {
        return ALL[ordinal];
    }

    static int count() {
        return ALL.length;
    }

    /** How long the part of a vector that belongs to this kind is. */
    double length() {
        return length;
    }

    /**
     * In how many texts a feature must occur to count. Pairs that occur in one are a quarter of all
     * features, and tell nothing.
     */
    int leastTexts() {
        return this == PAIR ? 2 : 1;
    }
}
