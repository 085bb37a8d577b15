package dev.repartee.knowledge.parsing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.knowledge.parsing.ParseOutcome.Failed;
import dev.repartee.knowledge.parsing.ParseOutcome.Parsed;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParserProcessTest {

    @TempDir private Path folder;

    @Test
    void readsAFileInAChildAndLeavesNothingBehind() throws Exception {
        Path file =
                Files.write(
                        folder.resolve("upload"),
                        SampleFiles.pdf(List.of(List.of("# Hours", "", "We open at nine."))));
        assertThat(parser(ParserLimits.defaults()).parse(file, "hours.pdf", "application/pdf"))
                .isEqualTo(new Parsed("hours", "application/pdf", "# Hours\n\nWe open at nine."));
        try (Stream<Path> left = Files.list(folder.resolve("scratch"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void endsAChildThatTakesTooLong() throws Exception {
        Path file = Files.writeString(folder.resolve("upload"), "words");
        var limits = new ParserLimits(Duration.ofMillis(1), 64, 1000, 10);
        assertThat(failure(parser(limits), file, "a.txt")).isEqualTo(ParseFailure.TIMEOUT);
    }

    @Test
    void outlivesAChildThatRunsOutOfMemory() throws Exception {
        Path file =
                Files.write(
                        folder.resolve("upload"),
                        "word ".repeat(999_000).getBytes(StandardCharsets.UTF_8));
        var limits = new ParserLimits(Duration.ofSeconds(60), 32, 5_000_000, 10);
        assertThat(failure(parser(limits), file, "a.html")).isEqualTo(ParseFailure.OUT_OF_MEMORY);
    }

    @Test
    void saysSoWhenTheChildDiesWithoutAnAnswer() throws IOException {
        assertThat(ChildAnswer.read(folder.resolve("none"))).isInstanceOf(Failed.class);
        Path half = Files.write(folder.resolve("half"), new byte[] {0, 6, 'p', 'a'});
        assertThat(ChildAnswer.read(half))
                .isEqualTo(
                        new Failed(
                                ParseFailure.CRASHED,
                                "the process that read it gave half an answer"));
    }

    @Test
    void aChildHasNoWayToTheNetwork() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            Process probe =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-Djava.nio.channels.spi.SelectorProvider=dev.repartee.knowledge.parsing.child.NoChannels",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    NetworkProbe.class.getName(),
                                    Integer.toString(server.getLocalPort()))
                            .inheritIO()
                            .start();
            assertThat(probe.waitFor()).isZero();
        }
    }

    private ParserProcess parser(ParserLimits limits) {
        return new ParserProcess(limits, folder.resolve("scratch"));
    }

    private static ParseFailure failure(ParserProcess parser, Path file, String name)
            throws IOException, InterruptedException {
        return ((Failed) parser.parse(file, name, "")).failure();
    }
}
