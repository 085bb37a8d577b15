package dev.repartee.gateway.socket.wire;

import static dev.repartee.gateway.socket.wire.ClientFrames.BINARY;
import static dev.repartee.gateway.socket.wire.ClientFrames.CONTINUATION;
import static dev.repartee.gateway.socket.wire.ClientFrames.PING;
import static dev.repartee.gateway.socket.wire.ClientFrames.PONG;
import static dev.repartee.gateway.socket.wire.ClientFrames.TEXT;
import static dev.repartee.gateway.socket.wire.ClientFrames.frame;
import static dev.repartee.gateway.socket.wire.ClientFrames.head;
import static dev.repartee.gateway.socket.wire.ClientFrames.text;
import static dev.repartee.gateway.socket.wire.ClientFrames.unmasked;
import static dev.repartee.gateway.socket.wire.WireProbe.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireReadingTest {

    private final WireProbe probe = new WireProbe();

    @AfterEach
    void end() {
        probe.close();
    }

    @Test
    void readsManyFramesOfOneSegment() {
        probe.receive(text("one"), text(""), frame(PING, true), text("drei: äöü \uFFFD 🙂"));

        assertThat(probe.texts).containsExactly("one", "", "drei: äöü \uFFFD 🙂");
    }

    @Test
    void readsFramesThatComeByteByByte() {
        byte[] all =
                ClientFrames.join(
                        text("one"), frame(TEXT, false, utf8("tw")), frame(PING, true, utf8("p")));
        byte[] rest =
                ClientFrames.join(frame(CONTINUATION, true, utf8("o")), text("x".repeat(300)));
        for (byte each : ClientFrames.join(all, rest)) {
            probe.receive(new byte[] {each});
        }

        assertThat(probe.texts).containsExactly("one", "two", "x".repeat(300));
    }

    @Test
    void putsFragmentsTogetherWithPingsBetweenThemAndCharactersAcrossThem() {
        byte[] smile = utf8("🙂");
        probe.receive(
                frame(TEXT, false),
                frame(CONTINUATION, false, Arrays.copyOf(smile, 2)),
                frame(PING, true, utf8("still there?")),
                frame(CONTINUATION, false, Arrays.copyOfRange(smile, 2, 4)),
                frame(CONTINUATION, true));

        assertThat(probe.texts).containsExactly("🙂");
        assertThat(probe.sent()).isEqualTo(unmasked(PONG, utf8("still there?")));
    }

    @Test
    void answersAPingWithWhatItHeldAndTakesItForASignOfLife() {
        probe.receive(frame(PING, true, utf8("hello")), frame(PING, true), frame(PONG, true));

        assertThat(probe.sent())
                .isEqualTo(ClientFrames.join(unmasked(PONG, utf8("hello")), unmasked(PONG)));
        assertThat(probe.told).containsExactly("alive", "alive", "alive");
    }

    @Test
    void refusesFragmentsThatAddUpToTooMuchAndWhatFollowsThem() {
        byte[] part = utf8("x".repeat(WireProbe.LONGEST / 2 + 1));
        probe.receive(frame(TEXT, false, part), frame(CONTINUATION, false, part), text("too late"));

        assertThat(probe.told).containsExactly("the message is too large");
        assertThat(probe.texts).isEmpty();
        assertThat(probe.closeCode()).isEqualTo(4203);
    }

    @Test
    void takesTheLongestMessageInOneFrameAndInSeveral() {
        String longest = "x".repeat(WireProbe.LONGEST);
        probe.receive(
                text(longest),
                frame(TEXT, false, utf8(longest.substring(1))),
                frame(CONTINUATION, true, utf8("y")));

        assertThat(probe.texts).containsExactly(longest, longest.substring(1) + "y");
    }

    @Test
    void refusesAFrameThatIsTooLargeBeforeItIsThere() {
        probe.receive(head(TEXT, true, WireProbe.LONGEST + 1, true));

        assertThat(probe.closeCode()).isEqualTo(1009);
    }

    @Test
    void refusesAFrameOfNearlyEndlessLength() {
        probe.receive(head(TEXT, true, Long.MAX_VALUE, true));

        assertThat(probe.closeCode()).isEqualTo(1009);
    }

    @Test
    void refusesFramesThatAreNotMasked() {
        probe.receive(unmasked(TEXT, utf8("hi")), text("later"));

        assertThat(probe.closeCode()).isEqualTo(1002);
        assertThat(probe.texts).isEmpty();
        assertThat(probe.told).containsExactly("broken 1002");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 7, 11, 15, 0x40 | TEXT, 0x20 | TEXT, 0x10 | TEXT})
    void refusesOpcodesAndExtensionsThatAreNotAgreedOn(int first) {
        probe.receive(frame(first, true, utf8("hi")));

        assertThat(probe.closeCode()).isEqualTo(1002);
    }

    @Test
    void refusesFragmentsThatBelongToNothingAndMessagesInsideOfOthers() {
        probe.receive(frame(CONTINUATION, true, utf8("hi")));
        assertThat(probe.closeCode()).isEqualTo(1002);

        try (WireProbe other = new WireProbe()) {
            other.receive(frame(TEXT, false, utf8("hi")), text("hi"));
            assertThat(other.closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void refusesControlFramesInPiecesOrTooLong() {
        probe.receive(frame(PING, false));
        assertThat(probe.closeCode()).isEqualTo(1002);

        try (WireProbe other = new WireProbe()) {
            other.receive(frame(PING, true, new byte[126]));
            assertThat(other.closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void refusesTextThatIsNoUtf8() {
        probe.receive(frame(TEXT, true, (byte) 0xc3, (byte) 0x28));
        assertThat(probe.closeCode()).isEqualTo(1007);
        assertThat(probe.told).containsExactly("broken 1007");

        try (WireProbe inPieces = new WireProbe()) {
            inPieces.receive(
                    frame(TEXT, false, utf8("ok")), frame(CONTINUATION, true, (byte) 0xed));
            assertThat(inPieces.closeCode()).isEqualTo(1007);
        }
    }

    @Test
    void refusesBinaryMessagesInOneFrameAndInSeveral() {
        probe.receive(
                frame(BINARY, false, utf8("hi")), frame(CONTINUATION, true, utf8("hi")), text("x"));

        assertThat(probe.told).containsExactly("frames must be text");
        assertThat(probe.closeCode()).isEqualTo(4203);
        assertThat(probe.texts).isEmpty();
    }

    @Test
    void leavesNoBufferBehind() {
        var bytes = Unpooled.wrappedBuffer(text("hi"));
        probe.channel.writeInbound(bytes);

        assertThat(bytes.refCnt()).isZero();
    }

    @Test
    void tellsWhenSomethingGoesWrongOverAFrame() {
        probe.receive(text("boom"));

        assertThat(probe.told).containsExactly("failed boom");
    }
}
