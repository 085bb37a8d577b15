package dev.repartee.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.embedded.EngineAddresses;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageTest {

    @Test
    void holdsAUserANumberAndWords() {
        String message = new String(new Message(300).bytes(42), StandardCharsets.US_ASCII);

        assertThat(message).hasSize(320).startsWith("bench:user-000032598" + "0000000000000042");
        assertThat(message.substring(36)).matches("[a-z ]+");
    }

    @Test
    void differsFromMessageToMessage() {
        Message message = new Message(300);

        byte[] before = message.bytes(1).clone();

        assertThat(message.bytes(1)).isNotEqualTo(before);
    }

    @Test
    void isNeverSmallerThanWhatIsReadInIt() {
        EngineAddresses nowhere = new EngineAddresses("", "", "");

        assertThatThrownBy(() -> new FloorSpec(nowhere, Map.of(), 0, 1, 79))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FloorSpec(nowhere, Map.of(), 0, 0, 300))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FloorSpec(nowhere, Map.of(), -1, 1, 300))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
