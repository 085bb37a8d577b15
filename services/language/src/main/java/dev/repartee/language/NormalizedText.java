package dev.repartee.language;

/** What {@link TextNormalizer} makes of a raw message. */
public sealed interface NormalizedText {

    /**
     * Text that is trimmed, in NFC, with {@code \n} line endings, and neither empty nor too long.
     */
    record Accepted(String text) implements NormalizedText {}

    /**
     * Text that can't be taken.
     *
     * @param position where the fault is, as a UTF-16 index into the raw text
     */
    record Refused(Reason reason, int position) implements NormalizedText {}

    /** Why a text is refused. */
    enum Reason {
        /** Nothing but white space. */
        EMPTY,
        /** More code points than allowed; the position is that of the first one too many. */
        TOO_LONG,
        /** A control character other than tab and line ending. */
        CONTROL_CHARACTER,
        /** Half a surrogate pair: not a character, and not encodable as UTF-8. */
        UNPAIRED_SURROGATE
    }
}
