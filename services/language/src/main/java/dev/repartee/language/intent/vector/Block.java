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
    private static final int MANY_TEXTS = 8_000;

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
     * features, and tell nothing; nor do runs and pieces where there are examples enough. Words
     * always count, since a message is judged by how many of its words are known.
     *
     * @param texts how many texts there are
     */
    int leastTexts(int texts) {
        return switch (this) {
            case WORD, KIND -> 1;
            case PAIR -> 2;
            case PHRASE, PIECE -> texts >= MANY_TEXTS ? 2 : 1;
        };
    }
}
