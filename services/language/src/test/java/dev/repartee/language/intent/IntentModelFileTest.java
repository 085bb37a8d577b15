package dev.repartee.language.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repartee.contract.ReparteeException;
import dev.repartee.language.dataset.Example;
import dev.repartee.language.dataset.TrainingProgress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class IntentModelFileTest {

    private static final int HEADER = 8 + 4 + 4 + 8;

    private static final IntentModel MODEL =
            new IntentTrainer().train(Sentences.inbox(), TrainingProgress.NONE);
    private static final byte[] BYTES = bytes(MODEL);

    @Test
    void readsBackExactlyWhatItWrote() throws IOException {
        IntentModel read = read(BYTES);

        assertThat(read.intents()).isEqualTo(MODEL.intents());
        assertThat(bytes(read)).isEqualTo(BYTES);
        Random random = new Random(5);
        for (Example example : Sentences.inbox()) {
            String text = shuffled(example.text(), random);
            assertThat(read.rank(text)).isEqualTo(MODEL.rank(text));
        }
    }

    @Test
    void leavesWhatFollowsTheModelInTheStream() throws IOException {
        byte[] two = Arrays.copyOf(BYTES, BYTES.length + 1);
        two[BYTES.length] = 42;
        ByteArrayInputStream in = new ByteArrayInputStream(two);

        IntentModel.readFrom(in);

        assertThat(in.read()).isEqualTo(42);
    }

    @Test
    void refusesWhatIsNoModel() {
        refuses("hello, this is a text".getBytes(StandardCharsets.UTF_8), "no intent model");
        refuses(new byte[0], "no intent model");
    }

    @Test
    void refusesAFormatFromTheFuture() {
        byte[] future = BYTES.clone();
        future[11] = 99;
        refuses(future, "format 99");
    }

    @Test
    void refusesAModelThatIsCutShortAnywhere() {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            int length = random.nextInt(BYTES.length);
            assertThatExceptionOfType(ReparteeException.class)
                    .isThrownBy(() -> read(Arrays.copyOf(BYTES, length)));
        }
    }

    @Test
    void refusesAModelWithAChangedBitAnywhere() {
        Random random = new Random(2);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = BYTES.clone();
            damaged[random.nextInt(BYTES.length)] ^= (byte) (1 << random.nextInt(8));
            assertThatExceptionOfType(ReparteeException.class).isThrownBy(() -> read(damaged));
        }
    }

    @Test
    void refusesContentThatCannotBeEvenIfItsChecksumFits() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            byte[] forged = BYTES.clone();
            int at = HEADER + random.nextInt(200);
            ByteBuffer.wrap(forged).putInt(at, random.nextInt());
            CRC32C checksum = new CRC32C();
            checksum.update(forged, HEADER, forged.length - HEADER);
            ByteBuffer.wrap(forged).putLong(16, checksum.getValue());
            try {
                read(forged).rank("what do the lamps cost");
            } catch (ReparteeException refused) {
                assertThat(refused).hasMessageContaining("content is wrong");
            } catch (IOException unexpected) {
                throw new AssertionError(unexpected);
            }
        }
    }

    @Test
    void refusesALengthThatWouldFillTheMemory() {
        byte[] huge = BYTES.clone();
        ByteBuffer.wrap(huge).putInt(12, Integer.MAX_VALUE);
        refuses(huge, "length");
    }

    private static void refuses(byte[] bytes, String cause) {
        assertThatExceptionOfType(ReparteeException.class)
                .isThrownBy(() -> read(bytes))
                .withMessageContaining(cause);
    }

    private static IntentModel read(byte[] bytes) throws IOException {
        return IntentModel.readFrom(new ByteArrayInputStream(bytes));
    }

    private static byte[] bytes(IntentModel model) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            model.writeTo(out);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return out.toByteArray();
    }

    private static String shuffled(String text, Random random) {
        var words = Arrays.asList(text.split(" "));
        Collections.shuffle(words, random);
        return String.join(" ", words);
    }
}
