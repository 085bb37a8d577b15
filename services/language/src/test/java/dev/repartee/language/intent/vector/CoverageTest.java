package dev.repartee.language.intent.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageTest {

    private static final List<String> TEXTS =
            List.of("play some jazz", "play loud music", "rain in paris", "sun in madrid");
    private static final FeatureSpace SPACE = FeatureSpace.of(TEXTS);
    private static final Coverage COVERAGE =
            Coverage.of(
                    SPACE.size(),
                    TEXTS.stream().map(SPACE::vector).toList(),
                    new int[] {0, 0, 1, 1});

    @Test
    void isWholeForAnExampleOfTheIntent() {
        assertThat(share("play loud music", 0)).isCloseTo(1, within(1e-6));
        assertThat(share("rain in paris", 1)).isCloseTo(1, within(1e-6));
    }

    @Test
    void isSmallForWordsOfOtherIntents() {
        assertThat(share("play loud music", 1)).isLessThan(0.1);
        assertThat(share("play music in paris", 0)).isBetween(0.2, 0.8);
        assertThat(share("quick brown foxes", 0)).isLessThan(0.2);
    }

    @Test
    void isNothingForAnEmptyMessageAndForIntentsWithoutExamples() {
        assertThat(COVERAGE.share(SPACE.vector("\u4E00\u4E8C\u4E09"), 0)).isLessThan(0.1);
        assertThat(share("play loud music", 7)).isZero();
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        Coverage read = read(bytes(), 2);

        for (String text : TEXTS) {
            for (int intent = 0; intent < 2; intent++) {
                assertThat(read.share(SPACE.vector(text), intent)).isEqualTo(share(text, intent));
            }
        }
    }

    @Test
    void refusesBytesThatEndEarlyOrCannotBe() throws IOException {
        byte[] cut = Arrays.copyOf(bytes(), bytes().length - 3);
        byte[] falling = bytes();
        ByteBuffer.wrap(falling).putInt(4 * SPACE.size(), -1);
        byte[] many = bytes();
        ByteBuffer.wrap(many).putInt(4 * SPACE.size(), Integer.MAX_VALUE);

        for (byte[] wrong : List.of(cut, falling, many)) {
            assertThatIOException().isThrownBy(() -> read(wrong, 2));
        }
    }

    private static double share(String text, int intent) {
        return COVERAGE.share(SPACE.vector(text), intent);
    }

    private static byte[] bytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        COVERAGE.writeTo(new DataOutputStream(out));
        return out.toByteArray();
    }

    private static Coverage read(byte[] bytes, int outputs) throws IOException {
        return Coverage.readFrom(
                new DataInputStream(new ByteArrayInputStream(bytes)), SPACE.size(), outputs);
    }
}
