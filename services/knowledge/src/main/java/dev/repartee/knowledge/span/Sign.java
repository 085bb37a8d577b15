package dev.repartee.knowledge.span;

/** What speaks for or against a run of words being the answer. */
enum Sign {
    /** The share of the question that its sentence has. */
    COVERAGE,
    /** Its sentence has most of the question. */
    BEST_SENTENCE,
    /** How much more of the question the best sentence has. */
    COVERAGE_GAP,
    /** The share of its words that the question has. */
    ASKED_SHARE,
    /** The question has all of them. */
    ALL_ASKED,
    /** Words of the question stand near it. */
    NEAR,
    /** One of them at most two words before it. */
    ASKED_LEFT,
    /** One of them at most two words behind it. */
    ASKED_RIGHT,
    /** Its first word is the sentence's. */
    STARTS_SENTENCE,
    AFTER_MARK,
    AFTER_COMMON,
    AFTER_ASKED,
    AFTER_ARTICLE,
    /** Its last word is the sentence's. */
    ENDS_SENTENCE,
    BEFORE_MARK,
    BEFORE_COMMON,
    BEFORE_ASKED,
    /** A word of meaning before it is left out. */
    CUTS_LEFT,
    /** A word of meaning behind it is left out. */
    CUTS_RIGHT,
    WHOLE_NAME,
    PART_OF_NAME,
    PART_OF_NUMBER,
    /** A number, and what is counted stands behind it. */
    UNIT_FOLLOWS,
    COMMA_INSIDE,
    COMMON_INSIDE,
    /** The head of the question stands beside it. */
    HEAD_NEAR,
    HEAD_INSIDE,
    HEAD_LAST,
    /** It follows the word that stands before the question word. */
    SAME_PREPOSITION,
    IN_PARENTHESES,
    /** Who was asked for, and it follows {@code by}. */
    AFTER_BY,
    /** A time or a place was asked for, and it follows {@code in} or the like. */
    AFTER_IN,
    LENGTH_1,
    LENGTH_2,
    LENGTH_3,
    LENGTH_4,
    LENGTH_5,
    LENGTH_6;

    static Sign ofLength(int words) {
        return values()[LENGTH_1.ordinal() + Math.min(words, 6) - 1];
    }
}
