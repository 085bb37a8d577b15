package dev.repartee.identity.sso;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DnsTxtRecordsTest {

    private static final String TEXT = "repartee-domain-verification=abc_-123";

    private DatagramSocket socket;

    @BeforeEach
    void start() throws SocketException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void stop() {
        socket.close();
    }

    @Test
    void readsTheTextOfADomain() {
        assertThat(records().of("_repartee-challenge.acme.example")).containsExactly(TEXT);
    }

    @Test
    void aNameThatIsNotThereHasNone() {
        assertThat(records().of("_repartee-challenge.nowhere.example")).isEmpty();
    }

    @Test
    void aServerThatIsNotThereHasNone() {
        assertThat(new DnsTxtRecords("127.0.0.1:1").of("acme.example")).isEmpty();
    }

    private TxtRecords records() {
        return new DnsTxtRecords("127.0.0.1:" + socket.getLocalPort());
    }

    /** One question per packet, as RFC 1035 has it. */
    private void serve() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                byte[] answer = answer(ByteBuffer.wrap(buffer, 0, packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static byte[] answer(ByteBuffer question) {
        short id = question.getShort(0);
        int end = 12;
        while (question.get(end) != 0) {
            end += question.get(end) + 1;
        }
        end += 5;
        byte[] asked = new byte[end - 12];
        question.get(12, asked);
        boolean known = new String(asked, StandardCharsets.US_ASCII).contains("acme");
        byte[] text = TEXT.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer answer = ByteBuffer.allocate(512);
        answer.putShort(id).putShort((short) (known ? 0x8180 : 0x8183));
        answer.putShort((short) 1).putShort((short) (known ? 1 : 0)).putInt(0).put(asked);
        if (known) {
            answer.putShort((short) 0xC00C).putShort((short) 16).putShort((short) 1).putInt(60);
            answer.putShort((short) (text.length + 1)).put((byte) text.length).put(text);
        }
        byte[] bytes = new byte[answer.position()];
        answer.flip().get(bytes);
        return bytes;
    }
}
