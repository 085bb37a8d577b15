package dev.repartee.knowledge.parsing.child;

import dev.repartee.knowledge.parsing.ParseFailure;

/** Text under construction that never grows past a bound. */
final class Markdown {

    private final StringBuilder text = new StringBuilder();
    private final int limit;

    Markdown(int limit) {
        this.limit = limit;
    }

    /** Adds a block, with a blank line before it. */
    void block(String block) throws Unreadable {
        if (!block.isBlank()) {
            append(text.isEmpty() ? "" : "\n\n");
            append(block);
        }
    }

    /** Adds a line that belongs to the one before it. */
    void line(String line) throws Unreadable {
        append(text.isEmpty() ? "" : "\n");
        append(line);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void append(String more) throws Unreadable {
        if (text.length() + more.length() > limit) {
            throw new Unreadable(
                    ParseFailure.TOO_LARGE,
                    "it has more than " + limit + " characters of text: split it");
        }
        text.append(more);
    }
}
