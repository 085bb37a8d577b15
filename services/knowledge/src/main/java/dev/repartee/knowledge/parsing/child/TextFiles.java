package dev.repartee.knowledge.parsing.child;

import dev.repartee.knowledge.parsing.ParseFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Path;
import org.apache.tika.detect.AutoDetectReader;
import org.apache.tika.exception.TikaException;

/** Reads plain text in whatever encoding it is, up to a bound. */
final class TextFiles {

    private static final int BUFFER = 1 << 16;

    private TextFiles() {}

    static String read(Path file, int maxCharacters) throws IOException, TikaException, Unreadable {
        try (InputStream in = FileReading.open(file);
                Reader reader = new AutoDetectReader(in)) {
            var text = new StringBuilder();
            char[] buffer = new char[BUFFER];
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                if (text.length() + n > maxCharacters) {
                    throw new Unreadable(
                            ParseFailure.TOO_LARGE,
                            "it has more than " + maxCharacters + " characters of text: split it");
                }
                text.append(buffer, 0, n);
            }
            return Characters.clean(text.toString().replace("\r\n", "\n").replace('\r', '\n'));
        }
    }
}
