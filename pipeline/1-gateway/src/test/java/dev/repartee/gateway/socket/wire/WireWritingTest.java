package dev.repartee.gateway.socket.wire;

import static dev.repartee.gateway.socket.wire.ClientFrames.CLOSE;
import static dev.repartee.gateway.socket.wire.ClientFrames.CONTINUATION;
import static dev.repartee.gateway.socket.wire.ClientFrames.PING;
import static dev.repartee.gateway.socket.wire.ClientFrames.TEXT;
import static dev.repartee.gateway.socket.wire.ClientFrames.frame;
import static dev.repartee.gateway.socket.wire.ClientFrames.join;
import static dev.repartee.gateway.socket.wire.ClientFrames.text;
import static dev.repartee.gateway.socket.wire.ClientFrames.unmasked;
import static dev.repartee.gateway.socket.wire.WireProbe.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireWritingTest {

    private static final byte[] NOTHING = {};

    private final WireProbe probe = new WireProbe();
    private final List<String> left = new ArrayList<>();

    @AfterEach
    void end() {
        probe.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, WireProbe.LONGEST})
    void writesAMessageInOneFrame(int length) {
        probe.wire.write("x".repeat(length), () -> left.add("it"));

        assertThat(probe.sent()).isEqualTo(unmasked(TEXT, utf8("x".repeat(length))));
        assertThat(left).containsExactly("it");
    }

    @Test
    void writesALongMessageInSeveralFrames() {
        String longest = "é".repeat(WireProbe.LONGEST / 2);
        probe.wire.write(longest + longest + "x", () -> {});

        byte[] head = ClientFrames.head(TEXT, false, WireProbe.LONGEST, false);
        byte[] next = ClientFrames.head(CONTINUATION, false, WireProbe.LONGEST, false);
        assertThat(probe.sent())
                .isEqualTo(
                        join(
                                head,
                                utf8(longest),
                                next,
                                utf8(longest),
                                unmasked(CONTINUATION, utf8("x"))));
    }

    @Test
    void writesLengthsOfSixtyFourBits() {
        var frame =
                ServerFrames.text(UnpooledByteBufAllocator.DEFAULT, "x".repeat(70_000), 100_000);

        assertThat(frame.getUnsignedByte(1)).isEqualTo((short) 127);
        assertThat(frame.getLong(2)).isEqualTo(70_000);
        assertThat(frame.readableBytes()).isEqualTo(70_010);
        frame.release();
    }

    @Test
    void writesMessagesInTheirOrder() {
        probe.wire.write("one", () -> left.add("one"));
        probe.wire.ping();
        probe.wire.write("two", () -> left.add("two"));

        assertThat(probe.sent())
                .isEqualTo(
                        join(
                                unmasked(TEXT, utf8("one")),
                                unmasked(PING),
                                unmasked(TEXT, utf8("two"))));
        assertThat(left).containsExactly("one", "two");
    }

    @Test
    void answersTheClientsCloseWithItsCodeAndEnds() {
        probe.receive(ClientFrames.close(4321), text("too late"));

        assertThat(probe.closeCode()).isEqualTo(4321);
        assertThat(probe.channel.isOpen()).isFalse();
        assertThat(probe.told).containsExactly("closed");
        assertThat(probe.texts).isEmpty();
    }

    @Test
    void answersACloseThatSaysNothing() {
        probe.receive(frame(CLOSE, true));

        assertThat(probe.sent()).isEqualTo(unmasked(CLOSE));
        assertThat(probe.channel.isOpen()).isFalse();
    }

    @Test
    void refusesACloseWithACodeThatMustNotBeSent() {
        probe.receive(ClientFrames.close(1006));

        assertThat(probe.closeCode()).isEqualTo(1002);
    }

    @Test
    void closesOnceAndEndsWithTheClientsAnswer() {
        probe.wire.close(4001, "going");
        probe.wire.close(4002, "again");

        assertThat(probe.sent())
                .isEqualTo(
                        unmasked(
                                CLOSE,
                                (byte) 0x0f,
                                (byte) 0xa1,
                                (byte) 'g',
                                (byte) 'o',
                                (byte) 'i',
                                (byte) 'n',
                                (byte) 'g'));
        probe.receive(text("not heard"), frame(PING, true));
        assertThat(probe.texts).isEmpty();
        assertThat(probe.channel.isOpen()).isTrue();

        probe.receive(ClientFrames.close(4001));

        assertThat(probe.channel.isOpen()).isFalse();
        assertThat(probe.told).containsExactly("closed");
        assertThat(probe.sent()).isEmpty();
    }

    @Test
    void cutsAClientThatDoesNotAnswerTheClose() {
        probe.wire.close(4001, "going");
        probe.pass(2_999);
        assertThat(probe.channel.isOpen()).isTrue();

        probe.pass(1);

        assertThat(probe.channel.isOpen()).isFalse();
        assertThat(probe.told).containsExactly("closed");
    }

    @Test
    void cutsAReasonThatIsTooLongBetweenCharacters() {
        probe.wire.close(4000, "ä".repeat(100));

        byte[] frame = probe.sent();
        assertThat(frame).hasSize(2 + 2 + 122);
        assertThat(frame).endsWith(utf8("ä"));
    }

    @Test
    void writesNothingOnceItCloses() {
        probe.wire.close(4000, "");
        probe.sent();
        probe.wire.write("late", () -> left.add("late"));
        probe.wire.ping();

        assertThat(probe.sent()).isEmpty();
        assertThat(left).containsExactly("late");
        assertThat(probe.wire.behind()).isTrue();
    }

    @Test
    void knowsAClientThatReadsTooSlowlyAndAnswersNoMoreOfItsPings() {
        probe.channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(10, 20));
        assertThat(probe.wire.behind()).isFalse();
        probe.wire.write("x".repeat(30), () -> {});
        assertThat(probe.wire.behind()).isTrue();

        probe.receive(frame(PING, true, utf8("p")));
        assertThat(probe.told).containsExactly("alive");

        assertThat(probe.sent()).isEqualTo(unmasked(TEXT, utf8("x".repeat(30))));
        assertThat(probe.wire.behind()).isFalse();
    }

    @Test
    void forgetsAClientThatVanished() {
        probe.wire.write("on its way", () -> left.add("it"));
        probe.channel.pipeline().fireExceptionCaught(new IOException("connection reset"));
        probe.channel.runPendingTasks();

        assertThat(probe.channel.isOpen()).isFalse();
        assertThat(probe.told).containsExactly("closed");
        assertThat(left).containsExactly("it");
        probe.wire.write("late", () -> left.add("late"));
        assertThat(left).containsExactly("it", "late");
    }

    @Test
    void tellsTheClientWhenTheServerEndsAndWaitsForItsAnswer() {
        var ended = probe.channel.pipeline().close();
        assertThat(probe.closeCode()).isEqualTo(1001);
        assertThat(ended.isDone()).isFalse();

        probe.receive(ClientFrames.close(1001));

        assertThat(ended.isSuccess()).isTrue();
        assertThat(probe.sent()).isEqualTo(NOTHING);
    }

    @Test
    void saysWhatItClosedForWhenTheServerEndsMeanwhile() {
        probe.wire.close(4001, "");
        var ended = probe.channel.pipeline().close();

        assertThat(probe.closeCode()).isEqualTo(4001);
        probe.pass(3_000);
        assertThat(ended.isSuccess()).isTrue();
    }

    @Test
    void asksForASignOfLife() {
        probe.wire.ping();

        assertThat(probe.sent()).isEqualTo(unmasked(PING));
    }
}
