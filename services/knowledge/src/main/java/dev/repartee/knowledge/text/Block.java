package dev.repartee.knowledge.text;

/**
 * A part of a document that is not torn apart if it can be helped.
 *
 * @param kind what it is
 * @param level of a heading, from 1; otherwise 0
 * @param start where it begins in the document, in UTF-16 units
 * @param end where it ends, exclusive, without the line ending
 */
record Block(Kind kind, int level, int start, int end) {

    /** What a block is. */
    enum Kind {
        HEADING,
        PARAGRAPH,
        /** List items, table rows or fenced code: lines that belong together. */
        LINES,
        /** A question with its answer, as in {@code Q: ... A: ...}. */
        QUESTION_AND_ANSWER
    }
}
