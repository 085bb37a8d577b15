package dev.repartee.knowledge.parsing;

/** What came of reading a file. */
public sealed interface ParseOutcome {

    /**
     * It was read.
     *
     * @param title what the file calls itself, or its name
     * @param mediaType what it is, by its content
     * @param markdown its text as Markdown; never blank
     */
    record Parsed(String title, String mediaType, String markdown) implements ParseOutcome {}

    /**
     * It was not.
     *
     * @param detail one sentence for whoever uploaded it
     */
    record Failed(ParseFailure failure, String detail) implements ParseOutcome {}
}
