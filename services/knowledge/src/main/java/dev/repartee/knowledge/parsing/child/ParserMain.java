package dev.repartee.knowledge.parsing.child;

import dev.repartee.knowledge.parsing.ChildAnswer;
import dev.repartee.knowledge.parsing.ParseFailure;
import dev.repartee.knowledge.parsing.ParseOutcome;
import dev.repartee.knowledge.parsing.ParseOutcome.Failed;
import java.io.IOException;
import java.nio.file.Path;

/** The child process: reads one file and writes down what came of it. */
public final class ParserMain {

    private static final int FILE = 0;
    private static final int ANSWER = 1;
    private static final int MILLIS = 2;
    private static final int MAX_CHARACTERS = 3;
    private static final int DECLARED_TYPE = 4;
    private static final int NAME = 5;
    private static final long MARGIN_MILLIS = 5_000;
    private static final int LATE = 4;

    private ParserMain() {}

    public static void main(String[] arguments) throws IOException {
        endInTime(Long.parseLong(arguments[MILLIS]) + MARGIN_MILLIS);
        Network.close();
        ParseOutcome outcome;
        try {
            outcome =
                    new FileReading(Integer.parseInt(arguments[MAX_CHARACTERS]))
                            .read(
                                    Path.of(arguments[FILE]),
                                    arguments[NAME],
                                    arguments[DECLARED_TYPE]);
        } catch (StackOverflowError nested) {
            outcome = new Failed(ParseFailure.BROKEN, "its parts are nested too deeply");
        }
        ChildAnswer.write(Path.of(arguments[ANSWER]), outcome);
        // Parsers may leave threads behind.
        Runtime.getRuntime().halt(0);
    }

    /** The parent ends a child that is late; this one also ends when the parent died first. */
    private static void endInTime(long millis) {
        Thread.ofPlatform()
                .daemon()
                .name("deadline")
                .start(
                        () -> {
                            try {
                                Thread.sleep(millis);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            Runtime.getRuntime().halt(LATE);
                        });
    }
}
