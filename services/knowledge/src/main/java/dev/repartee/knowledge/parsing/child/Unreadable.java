package dev.repartee.knowledge.parsing.child;

import dev.repartee.knowledge.parsing.ParseFailure;
import org.xml.sax.SAXException;

/** Ends the reading of a file. A SAXException, so that parsers pass it on. */
final class Unreadable extends SAXException {

    private static final long serialVersionUID = 1L;

    private final ParseFailure failure;

    Unreadable(ParseFailure failure, String detail) {
        super(detail);
        this.failure = failure;
    }

    ParseFailure failure() {
        return failure;
    }
}
