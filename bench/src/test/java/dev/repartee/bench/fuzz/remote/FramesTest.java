package dev.repartee.bench.fuzz.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {

    private final SplittableRandom random = new SplittableRandom(1);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536})
    void aServersFrameIsReadWhateverItsLength(int length) throws IOException {
        byte[] masked = Frames.client(Frames.TEXT, new byte[length], random);
        int header = masked.length - 4 - length;
        byte[] plain = new byte[header + length];
        System.arraycopy(masked, 0, plain, 0, header);
        plain[1] &= 0x7f;

        Frames.Frame frame = Frames.read(new ByteArrayInputStream(plain));

        assertThat(frame.opcode()).isEqualTo(Frames.TEXT);
        assertThat(frame.payload()).hasSize(length);
        assertThatThrownBy(() -> Frames.read(new ByteArrayInputStream(masked)))
                .isInstanceOf(IOException.class);
    }
}
