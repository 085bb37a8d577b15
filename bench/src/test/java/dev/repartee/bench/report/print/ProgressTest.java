package dev.repartee.bench.report.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void aTerminalShowsOneLineThatIsWrittenOver() {
        try (Progress progress = new Progress(out, true)) {
            progress.show("1 s");
            progress.show("2 s\nof 60");
            progress.say("killed");
            progress.show("3 s");
        }
        assertThat(written())
                .isEqualTo("\r\u001b[K1 s\r\u001b[K2 s of 60\r\u001b[Kkilled\n\r\u001b[K3 s\n");
    }

    @Test
    void aLineNeverWrapsOnATerminal() {
        try (Progress progress = new Progress(out, true)) {
            progress.show("x".repeat(300));
        }
        assertThat(written()).endsWith("…\n").hasSize(4 + 79 + 1);
    }

    @Test
    void elsewhereEachStateIsALineWithoutControlCharacters() {
        try (Progress progress = new Progress(out, false)) {
            progress.show("1 s");
            progress.say("killed");
        }
        assertThat(written()).isEqualTo("1 s\nkilled\n");
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
