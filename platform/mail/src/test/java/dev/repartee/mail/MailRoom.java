package dev.repartee.mail;

import static dev.repartee.testing.Statements.execute;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.SecretBox;
import dev.repartee.mail.MailConfig.Security;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.postgres.Sql;
import dev.repartee.testing.MigratedDatabase;
import dev.repartee.testing.MovableClock;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database for mails, and a mail server that is another one for each test. */
final class MailRoom implements AutoCloseable {

    static final Mail LETTER =
            new Mail("ada@example.com", "Grüße", "Öffne https://x.example/#code=s3cret");

    private final Database database;
    private final SecretBox box;

    /** As the test that runs left it. */
    private MovableClock clock = new MovableClock();

    private GreenMail server = newServer();

    MailRoom(Path folder) {
        database = MigratedDatabase.open(Schema.MAIN);
        execute(
                database,
                "INSERT INTO tenants (tenant_id, name)" + " VALUES ('alpha', 'A'), ('beta', 'B')");
        box = new SecretBox(MasterKeyFile.readOrCreate(folder.resolve("master.key")));
    }

    void startServer() {
        empty();
        clock = new MovableClock();
        server = newServer();
        server.start();
    }

    void stopServer() {
        server.stop();
    }

    /** Forgets all mails that wait. */
    void empty() {
        execute(database, "DELETE FROM mails");
    }

    MovableClock clock() {
        return clock;
    }

    GreenMail server() {
        return server;
    }

    PostOffice office(MailConfig config) {
        return new PostOffice(database, box, config, clock);
    }

    static MailConfig config(int port, Security security, @Nullable String password) {
        return new MailConfig(
                "localhost",
                port,
                security,
                password == null ? null : "robot",
                password,
                "robot@repartee.example",
                Duration.ofMinutes(1));
    }

    int smtp() {
        return server.getSmtp().getPort();
    }

    /** The one mail that the server got. */
    MimeMessage arrived() {
        assertThat(server.getReceivedMessages()).hasSize(1);
        return server.getReceivedMessages()[0];
    }

    static String text(MimeMessage message) throws MessagingException {
        try {
            return String.valueOf(message.getContent());
        } catch (IOException e) {
            throw new MessagingException("unreadable", e);
        }
    }

    static List<String> states(PostOffice office) {
        return office.kept(10).stream().map(KeptMail::state).toList();
    }

    /** The mails as who reads the database sees them. */
    String stored() {
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

    private static GreenMail newServer() {
        return new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }

    @Override
    public void close() {
        database.close();
    }
}
