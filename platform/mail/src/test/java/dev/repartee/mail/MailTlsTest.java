package dev.repartee.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.mail.MailConfig.Security;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail goes to nobody but the server that it is for, and nobody in between reads it. */
class MailTlsTest {

    private static Path trusted;
    private static Path stranger;
    private static Path elsewhere;

    private static MailRoom room;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        trusted = Certificates.selfSigned(folder, "trusted-host", "localhost");
        stranger = Certificates.selfSigned(folder, "stranger", "localhost");
        elsewhere = Certificates.selfSigned(folder, "elsewhere", "mail.elsewhere.example");
        Certificates.trust(folder, trusted, elsewhere);
        room = new MailRoom(folder);
    }

    @AfterAll
    static void close() {
        room.close();
    }

    @BeforeEach
    void startServer() {
        room.startServer();
    }

    @AfterEach
    void stopServer() {
        room.stopServer();
    }

    @Test
    void afterStartTlsNothingWasSaidInTheClear() throws Exception {
        room.server().setUser("robot", "robot", "pass phrase");
        try (TlsFront front = new TlsFront(room.smtp(), Certificates.server(trusted), false)) {
            PostOffice office =
                    room.office(MailRoom.config(front.port(), Security.STARTTLS, "pass phrase"));
            office.post(MailRoom.LETTER);

            assertThat(office.deliver()).isOne();
            assertThat(room.arrived().getSubject()).isEqualTo("Grüße");
            assertThat(front.saidInTheClear())
                    .allMatch(line -> line.startsWith("EHLO") || line.equals("STARTTLS"));
        }
    }

    @Test
    void aServerThatSpeaksTlsFromTheFirstByteIsSpokenToSo() throws Exception {
        try (TlsFront front = new TlsFront(room.smtp(), Certificates.server(trusted), true)) {
            PostOffice office = room.office(MailRoom.config(front.port(), Security.TLS, null));
            office.post(MailRoom.LETTER);

            assertThat(office.deliver()).isOne();
            assertThat(room.arrived().getSubject()).isEqualTo("Grüße");
        }
    }

    /** Whoever sits between could take STARTTLS out of the server's answer. */
    @Test
    void withoutStartTlsNothingIsSent() {
        PostOffice office = room.office(MailRoom.config(room.smtp(), Security.STARTTLS, null));
        office.post(MailRoom.LETTER);

        assertThat(office.deliver()).isZero();
        assertThat(room.server().getReceivedMessages()).isEmpty();
        assertThat(MailRoom.states(office)).containsExactly("waiting");
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
        assertNothingLeaves(stranger, false);
        assertNothingLeaves(stranger, true);
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() throws Exception {
        assertNothingLeaves(elsewhere, false);
        assertNothingLeaves(elsewhere, true);
    }

    private void assertNothingLeaves(Path certificate, boolean fromTheStart) throws Exception {
        room.empty();
        try (TlsFront front =
                new TlsFront(room.smtp(), Certificates.server(certificate), fromTheStart)) {
            PostOffice office =
                    room.office(
                            MailRoom.config(
                                    front.port(),
                                    fromTheStart ? Security.TLS : Security.STARTTLS,
                                    null));
            office.post(MailRoom.LETTER);

            assertThat(office.deliver()).isZero();
            assertThat(room.server().getReceivedMessages()).isEmpty();
            assertThat(MailRoom.states(office)).containsExactly("waiting");
        }
    }
}
