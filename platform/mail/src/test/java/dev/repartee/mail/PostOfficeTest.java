package dev.repartee.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.repartee.contract.TenantId;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.SecretBox;
import dev.repartee.embedded.TestEngines;
import dev.repartee.mail.MailConfig.Security;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.DatabaseConfig;
import dev.repartee.postgres.Schema;
import dev.repartee.postgres.Sql;
import dev.repartee.postgres.TenantScope;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail on its way to a real SMTP server, with and without TLS, and when it can't leave. */
class PostOfficeTest {

    private static final TenantId ALPHA = new TenantId("alpha");
    private static final TenantId BETA = new TenantId("beta");
    private static final Mail LETTER =
            new Mail("ada@example.com", "Grüße", "Öffne https://x.example/#code=s3cret");

    @TempDir private static Path folder;

    private static Database database;
    private static SecretBox box;
    private static Path trusted;
    private static Path stranger;
    private static Path elsewhere;

    private final MovableClock clock = new MovableClock();
    private final GreenMail server =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeAll
    static void open() throws IOException, InterruptedException, GeneralSecurityException {
        trusted = Certificates.selfSigned(folder, "trusted-host", "localhost");
        stranger = Certificates.selfSigned(folder, "stranger", "localhost");
        elsewhere = Certificates.selfSigned(folder, "elsewhere", "mail.elsewhere.example");
        Certificates.trust(folder, trusted, elsewhere);
        database =
                Database.open(
                        DatabaseConfig.parse(TestEngines.postgres().fullUrl()),
                        new SimpleMeterRegistry());
        database.migrate(Schema.MAIN);
        database.with(
                connection ->
                        Sql.update(
                                connection,
                                "INSERT INTO tenants (tenant_id, name)"
                                        + " VALUES ('alpha', 'A'), ('beta', 'B')"));
        box = new SecretBox(MasterKeyFile.readOrCreate(folder.resolve("master.key")));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void startServer() {
        database.with(connection -> Sql.update(connection, "DELETE FROM mails"));
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop();
    }

    @Test
    void aMailArrivesAsItWasWrittenAndIsForgottenHere() throws MessagingException {
        PostOffice office = office(config(smtp(), Security.NONE, null));
        office.post(LETTER);

        assertThat(office.deliver()).isOne();
        MimeMessage message = arrived();
        assertThat(message.getSubject()).isEqualTo("Grüße");
        assertThat(text(message)).contains("Öffne https://x.example/#code=s3cret");
        assertThat(message.getFrom()[0]).hasToString("robot@repartee.example");
        assertThat(message.getAllRecipients()[0]).hasToString("ada@example.com");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(office.kept(10)).isEmpty();
    }

    @Test
    void afterStartTlsNothingWasSaidInTheClear() throws Exception {
        server.setUser("robot", "robot", "pass phrase");
        try (TlsFront front = new TlsFront(smtp(), Certificates.server(trusted), false)) {
            PostOffice office = office(config(front.port(), Security.STARTTLS, "pass phrase"));
            office.post(LETTER);

            assertThat(office.deliver()).isOne();
            assertThat(arrived().getSubject()).isEqualTo("Grüße");
            assertThat(front.saidInTheClear())
                    .allMatch(line -> line.startsWith("EHLO") || line.equals("STARTTLS"));
        }
    }

    @Test
    void aServerThatSpeaksTlsFromTheFirstByteIsSpokenToSo() throws Exception {
        try (TlsFront front = new TlsFront(smtp(), Certificates.server(trusted), true)) {
            PostOffice office = office(config(front.port(), Security.TLS, null));
            office.post(LETTER);

            assertThat(office.deliver()).isOne();
            assertThat(arrived().getSubject()).isEqualTo("Grüße");
        }
    }

    /** Whoever sits between could take STARTTLS out of the server's answer. */
    @Test
    void withoutStartTlsNothingIsSent() {
        PostOffice office = office(config(smtp(), Security.STARTTLS, null));
        office.post(LETTER);

        assertThat(office.deliver()).isZero();
        assertThat(server.getReceivedMessages()).isEmpty();
        assertThat(states(office)).containsExactly("waiting");
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

    @Test
    void aMailWaitsForAServerThatIsDown() throws IOException {
        int port = freePort();
        PostOffice office = office(config(port, Security.NONE, null));
        office.post(LETTER);
        assertThat(office.deliver()).isZero();
        GreenMail late = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
        late.start();
        try {
            assertThat(office.deliver()).as("not due yet").isZero();
            clock.advance(Duration.ofSeconds(31));
            assertThat(office.deliver()).isOne();
            assertThat(late.getReceivedMessages()).hasSize(1);
        } finally {
            late.stop();
        }
    }

    @Test
    void aWrongPasswordSendsNothingAndLosesNothing() {
        server.setUser("robot", "robot", "pass phrase");
        PostOffice office = office(config(smtp(), Security.NONE, "another"));
        office.post(LETTER);

        assertThat(office.deliver()).isZero();
        assertThat(server.getReceivedMessages()).isEmpty();
        assertThat(states(office)).containsExactly("waiting");
    }

    @Test
    void whatTheServerRefusesTwelveTimesIsGivenUp() {
        server.getUserManager()
                .setMessageDeliveryHandler(
                        (message, address) -> {
                            throw new UserException("mailbox full");
                        });
        PostOffice office = office(config(smtp(), Security.NONE, null));
        office.post(LETTER);

        for (int attempt = 0; attempt < 12; attempt++) {
            assertThat(states(office)).containsExactly("waiting");
            office.deliver();
            clock.advance(Duration.ofHours(7));
        }
        assertThat(states(office)).containsExactly("failed");
        assertThat(office.deliver()).isZero();
    }

    @Test
    void ofTwoOfficesOneSends() throws InterruptedException {
        PostOffice one = office(config(smtp(), Security.NONE, null));
        PostOffice other = office(config(smtp(), Security.NONE, null));
        for (int i = 0; i < 20; i++) {
            one.post(LETTER);
        }
        Thread beside = Thread.ofVirtual().start(other::deliver);
        one.deliver();
        beside.join();
        one.deliver();

        assertThat(server.getReceivedMessages()).hasSize(20);
    }

    @Test
    void withoutAServerMailsAreKeptUnreadableForAWeek() {
        PostOffice office = office(MailConfig.defaults());
        office.post(LETTER);

        assertThat(office.deliver()).isZero();
        assertThat(office.kept(10)).extracting(KeptMail::mail).containsExactly(LETTER);
        assertThat(stored()).doesNotContain("s3cret", "ada@example.com");
        clock.advance(Duration.ofDays(8));
        office.post(new Mail("bob@example.com", "Later", "-"));
        assertThat(office.kept(10)).extracting(kept -> kept.mail().subject()).containsOnly("Later");
    }

    @Test
    void aBusinessFindsItsOwnMailAndNoOther() {
        PostOffice office = office(MailConfig.defaults());
        MailReference own = new MailReference(ALPHA, "invitation:1");
        office.post(LETTER);
        TenantScope.within(
                ALPHA,
                () -> {
                    office.post(LETTER, own);
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

    private void assertNothingLeaves(Path certificate, boolean fromTheStart) throws Exception {
        database.with(connection -> Sql.update(connection, "DELETE FROM mails"));
        try (TlsFront front =
                new TlsFront(smtp(), Certificates.server(certificate), fromTheStart)) {
            PostOffice office =
                    office(
                            config(
                                    front.port(),
                                    fromTheStart ? Security.TLS : Security.STARTTLS,
                                    null));
            office.post(LETTER);

            assertThat(office.deliver()).isZero();
            assertThat(server.getReceivedMessages()).isEmpty();
            assertThat(states(office)).containsExactly("waiting");
        }
    }

    private static boolean seenBy(TenantId tenant, PostOffice office, MailReference reference) {
        return TenantScope.<Boolean, RuntimeException>within(
                tenant, () -> office.kept(reference).isPresent());
    }

    private PostOffice office(MailConfig config) {
        return new PostOffice(database, box, config, clock);
    }

    private static MailConfig config(int port, Security security, @Nullable String password) {
        return new MailConfig(
                "localhost",
                port,
                security,
                password == null ? null : "robot",
                password,
                "robot@repartee.example",
                Duration.ofSeconds(5));
    }

    private int smtp() {
        return server.getSmtp().getPort();
    }

    private MimeMessage arrived() {
        assertThat(server.getReceivedMessages()).hasSize(1);
        return server.getReceivedMessages()[0];
    }

    private static String text(MimeMessage message) throws MessagingException {
        try {
            return String.valueOf(message.getContent());
        } catch (IOException e) {
            throw new MessagingException("unreadable", e);
        }
    }

    private static List<String> states(PostOffice office) {
        return office.kept(10).stream().map(KeptMail::state).toList();
    }

    private static String stored() {
        return database.with(
                connection ->
                        Sql.list(
                                        connection,
                                        "SELECT sealed FROM mails",
                                        row ->
                                                new String(
                                                        row.bytes("sealed"),
                                                        StandardCharsets.ISO_8859_1))
                                .toString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }
}
