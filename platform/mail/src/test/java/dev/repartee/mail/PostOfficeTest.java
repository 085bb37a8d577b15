package dev.repartee.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.repartee.contract.TenantId;
import dev.repartee.mail.MailConfig.Security;
import dev.repartee.postgres.TenantScope;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail on its way to a real SMTP server, and when it can not leave. */
class PostOfficeTest {

    private static final TenantId ALPHA = new TenantId("alpha");
    private static final TenantId BETA = new TenantId("beta");

    private static MailRoom room;

    @BeforeAll
    static void open(@TempDir Path folder) {
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
    void aMailArrivesAsItWasWrittenAndIsForgottenHere() throws MessagingException {
        PostOffice office = room.office(MailRoom.config(room.smtp(), Security.NONE, null));
        office.post(MailRoom.LETTER);

        assertThat(office.deliver()).isOne();
        MimeMessage message = room.arrived();
        assertThat(message.getSubject()).isEqualTo("Grüße");
        assertThat(MailRoom.text(message)).contains("Öffne https://x.example/#code=s3cret");
        assertThat(message.getFrom()[0]).hasToString("robot@repartee.example");
        assertThat(message.getAllRecipients()[0]).hasToString("ada@example.com");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(office.kept(10)).isEmpty();
    }

    @Test
    void aMailWaitsForAServerThatIsDown() throws IOException {
        int port = freePort();
        PostOffice office = room.office(MailRoom.config(port, Security.NONE, null));
        office.post(MailRoom.LETTER);
        assertThat(office.deliver()).isZero();
        GreenMail late = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
        late.start();
        try {
            assertThat(office.deliver()).as("not due yet").isZero();
            room.clock().advance(Duration.ofSeconds(31));
            assertThat(office.deliver()).isOne();
            assertThat(late.getReceivedMessages()).hasSize(1);
        } finally {
            late.stop();
        }
    }

    @Test
    void aWrongPasswordSendsNothingAndLosesNothing() {
        room.server().setUser("robot", "robot", "pass phrase");
        PostOffice office = room.office(MailRoom.config(room.smtp(), Security.NONE, "another"));
        office.post(MailRoom.LETTER);

        assertThat(office.deliver()).isZero();
        assertThat(room.server().getReceivedMessages()).isEmpty();
        assertThat(MailRoom.states(office)).containsExactly("waiting");
    }

    @Test
    void whatTheServerRefusesTwelveTimesIsGivenUp() {
        room.server()
                .getUserManager()
                .setMessageDeliveryHandler(
                        (message, address) -> {
                            throw new UserException("mailbox full");
                        });
        PostOffice office = room.office(MailRoom.config(room.smtp(), Security.NONE, null));
        office.post(MailRoom.LETTER);

        for (int attempt = 0; attempt < 12; attempt++) {
            assertThat(MailRoom.states(office)).containsExactly("waiting");
            office.deliver();
            room.clock().advance(Duration.ofHours(7));
        }
        assertThat(MailRoom.states(office)).containsExactly("failed");
        assertThat(office.deliver()).isZero();
    }

    @Test
    void ofTwoOfficesOneSends() throws InterruptedException {
        PostOffice one = room.office(MailRoom.config(room.smtp(), Security.NONE, null));
        PostOffice other = room.office(MailRoom.config(room.smtp(), Security.NONE, null));
        for (int i = 0; i < 20; i++) {
            one.post(MailRoom.LETTER);
        }
        Thread beside = Thread.ofVirtual().start(other::deliver);
        one.deliver();
        beside.join();
        one.deliver();

        assertThat(room.server().getReceivedMessages()).hasSize(20);
    }

    @Test
    void withoutAServerMailsAreKeptUnreadableForAWeek() {
        PostOffice office = room.office(MailConfig.defaults());
        office.post(MailRoom.LETTER);

        assertThat(office.deliver()).isZero();
        assertThat(office.kept(10)).extracting(KeptMail::mail).containsExactly(MailRoom.LETTER);
        assertThat(room.stored()).doesNotContain("s3cret", "ada@example.com");
        room.clock().advance(Duration.ofDays(8));
        office.post(new Mail("bob@example.com", "Later", "-"));
        assertThat(office.kept(10)).extracting(kept -> kept.mail().subject()).containsOnly("Later");
    }

    @Test
    void aBusinessFindsItsOwnMailAndNoOther() {
        PostOffice office = room.office(MailConfig.defaults());
        MailReference own = new MailReference(ALPHA, "invitation:1");
        office.post(MailRoom.LETTER);
        TenantScope.within(
                ALPHA,
                () -> {
                    office.post(MailRoom.LETTER, own);
                    return own;
                });

        assertThat(seenBy(ALPHA, office, own)).isTrue();
        assertThat(seenBy(BETA, office, own)).isFalse();
        assertThat(seenBy(BETA, office, new MailReference(BETA, "invitation:1"))).isFalse();
        assertThat(
                        TenantScope.<Integer, RuntimeException>within(
                                ALPHA, () -> office.kept(10).size()))
                .as("a business sees no mail of nobody's")
                .isOne();
        office.discard(own);
        assertThat(seenBy(ALPHA, office, own)).isFalse();
        assertThat(office.kept(10)).hasSize(1);
    }

    @Test
    void headersCanNotBeSmuggledIn() {
        assertThatThrownBy(() -> new Mail("a@b.example", "Hi\r\nBcc: all@b.example", "-"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Mail("a@b.example\nBcc: c@d.example", "Hi", "-"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean seenBy(TenantId tenant, PostOffice office, MailReference reference) {
        return TenantScope.<Boolean, RuntimeException>within(
                tenant, () -> office.kept(reference).isPresent());
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }
}
