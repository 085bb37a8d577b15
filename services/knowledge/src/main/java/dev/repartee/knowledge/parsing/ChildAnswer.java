package dev.repartee.knowledge.parsing;

import dev.repartee.knowledge.parsing.ParseOutcome.Failed;
import dev.repartee.knowledge.parsing.ParseOutcome.Parsed;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How the child tells its outcome: a file with a word, two short texts, and the text as UTF-8. What
 * it says is data: nothing in it is trusted.
 */
public final class ChildAnswer {

    private static final String PARSED = "parsed";
    private static final int SHORT = 1000;

    private ChildAnswer() {}

    /** Writes an outcome. */
    public static void write(Path file, ParseOutcome outcome) throws IOException {
        try (var out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            switch (outcome) {
                case Parsed(String title, String mediaType, String markdown) -> {
                    out.writeUTF(PARSED);
                    out.writeUTF(cut(title));
                    out.writeUTF(cut(mediaType));
                    out.write(markdown.getBytes(StandardCharsets.UTF_8));
                }
                case Failed(ParseFailure failure, String detail) -> {
                    out.writeUTF(failure.name());
                    out.writeUTF(cut(detail));
                }
            }
        }
    }

    static ParseOutcome read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new Failed(ParseFailure.CRASHED, "the process that read it gave no answer");
        }
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            String word = in.readUTF();
            if (word.equals(PARSED)) {
                String title = in.readUTF();
                String mediaType = in.readUTF();
                return new Parsed(
                        title, mediaType, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
            return new Failed(ParseFailure.valueOf(word), in.readUTF());
        } catch (IOException | IllegalArgumentException e) {
            return new Failed(ParseFailure.CRASHED, "the process that read it gave half an answer");
        }
    }

    private static String cut(String text) {
        return text.length() <= SHORT ? text : text.substring(0, SHORT);
    }
}
