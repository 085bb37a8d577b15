package dev.repartee.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FramesTest {

    private static final ByteBuf REPLY =
            Unpooled.copiedBuffer(
                    "{\"type\":\"reply\",\"requestId\":\"b0-0-17\",\"text\":\"You said: #17 blue\"}",
                    StandardCharsets.UTF_8);

    @Test
    void findsFieldsInTheJsonThatTheGatewayWrites() {
        assertThat(Frames.field(REPLY, Frames.TYPE)).isEqualTo("reply");
        assertThat(Frames.field(REPLY, Frames.REQUEST_ID)).isEqualTo("b0-0-17");
        assertThat(Frames.contains(REPLY, Frames.TEXT, "#17 ")).isTrue();
        assertThat(Frames.contains(REPLY, Frames.TEXT, "#1 ")).isFalse();
    }

    @Test
    void aFieldThatIsNotThereIsEmpty() {
        assertThat(Frames.field(REPLY, Frames.CODE)).isEmpty();
        assertThat(Frames.field(Unpooled.EMPTY_BUFFER, Frames.TYPE)).isEmpty();
        assertThat(Frames.contains(REPLY, Frames.CODE, "x")).isFalse();
    }
}
