package dev.repartee.mail;

import dev.repartee.crypto.SecretBox;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import dev.repartee.runtime.Periodic;
import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes mails and sees to it that they leave: at least once, with pauses that grow, for two days.
 * Without a mail server it keeps the last thousand for a week, for administrators to look at.
 *
 * <p>Mails are wrapped by the master key while they wait, since they hold links that open doors.
 * Several processes may run one each. Thread-safe.
 */
public final class PostOffice implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostOffice.class);
    private static final int ATTEMPTS = 12;
    private static final int BATCH = 20;
    private static final int KEEP = 1_000;
    private static final Duration KEEP_FOR = Duration.ofDays(7);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
    private static final Duration POLL = Duration.ofSeconds(2);

    private final Database database;
    private final SecretBox box;
    private final Clock clock;
    private final @Nullable MailServer server;
    private final Periodic rounds = Periodic.fromStart("post-office", POLL, this::deliver);

    public PostOffice(Database database, SecretBox box, MailConfig config, Clock clock) {
        this.database = database;
        this.box = box;
        this.clock = clock;
        this.server = config.host() == null ? null : new MailServer(config, config.host());
    }

    private record Waiting(String id, byte[] sealed, long attempts) {}

    /** Begins to deliver. */
    public void start() {
        rounds.start();
    }

    /** Whether mails leave; without a server whoever may read them here reads them all. */
    public boolean sends() {
        return server != null;
    }

    /** Takes a mail that is no business's; it leaves later. */
    public void post(Mail mail) {
        database.everywhere(connection -> insert(connection, mail, null));
    }

    /** Takes a mail of a business; it leaves later. */
    public void post(Mail mail, MailReference reference) {
        database.with(connection -> insert(connection, mail, reference));
    }

    private int insert(Connection connection, Mail mail, @Nullable MailReference reference)
            throws SQLException {
        Instant now = clock.instant();
        String id = UUID.randomUUID().toString();
        Sql.update(
                connection,
                """
                INSERT INTO mails (mail_id, sealed, state, due_at, created_at, tenant_id, about)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                id,
                seal(id, mail),
                server == null ? "kept" : "waiting",
                now,
                now,
                reference == null ? null : reference.tenant().value(),
                reference == null ? null : reference.about());
        return tidy(connection, now);
    }

    /** The last mail of that reference, where mails are kept. */
    public Optional<KeptMail> kept(MailReference reference) {
        return database.with(
                connection ->
                        Sql.first(
                                connection,
                                "SELECT mail_id, sealed, state, created_at FROM mails WHERE"
                                        + " tenant_id = ? AND about = ? AND state = 'kept'"
                                        + " ORDER BY created_at DESC LIMIT 1",
                                this::kept,
                                reference.tenant().value(),
                                reference.about()));
    }

    /** Forgets the mails of that reference that have not left: what they say is true no more. */
    public void discard(MailReference reference) {
        database.with(
                connection ->
                        Sql.update(
                                connection,
                                "DELETE FROM mails WHERE tenant_id = ? AND about = ?",
                                reference.tenant().value(),
                                reference.about()));
    }

    /** The mails that are here, the youngest first. */
    public List<KeptMail> kept(int most) {
        return database.with(
                connection ->
                        Sql.list(
                                connection,
                                "SELECT mail_id, sealed, state, created_at FROM mails"
                                        + " ORDER BY created_at DESC LIMIT ?",
                                this::kept,
                                most));
    }

    /** Delivers what is due now, on the caller's thread; how many left. */
    public int deliver() {
        MailServer to = server;
        if (to == null) {
            return 0;
        }
        int sent = 0;
        for (Waiting mail : claim(clock.instant())) {
            sent += deliver(to, mail) ? 1 : 0;
        }
        return sent;
    }

    @Override
    public void close() {
        rounds.close();
    }

    /** Claimed mails are due again only after a pause, so that no other process sends them too. */
    private List<Waiting> claim(Instant now) {
        return database.with(
                connection ->
                        Sql.list(
                                connection,
                                """
                                UPDATE mails SET attempts = attempts + 1,
                                  due_at = ?::timestamptz
                                    + least(? * power(2, attempts), ?) * interval '1 second'
                                WHERE mail_id IN (
                                  SELECT mail_id FROM mails WHERE state = 'waiting' AND due_at <= ?
                                  ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED)
                                RETURNING mail_id, sealed, attempts
                                """,
                                row ->
                                        new Waiting(
                                                row.text("mail_id"),
                                                row.bytes("sealed"),
                                                row.number("attempts")),
                                now,
                                FIRST_PAUSE.toSeconds(),
                                LONGEST_PAUSE.toSeconds(),
                                now,
                                BATCH));
    }

    private boolean deliver(MailServer to, Waiting mail) {
        try {
            to.deliver(open(mail.id(), mail.sealed()));
            database.with(
                    connection ->
                            Sql.update(
                                    connection, "DELETE FROM mails WHERE mail_id = ?", mail.id()));
            return true;
        } catch (MessagingException e) {
            boolean last = mail.attempts() >= ATTEMPTS;
            LOG.atWarn()
                    .addKeyValue("mail", mail.id())
                    .addKeyValue("attempt", mail.attempts())
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log(last ? "a mail could not be sent" : "a mail will be sent again later");
            if (last) {
                database.with(
                        connection ->
                                Sql.update(
                                        connection,
                                        "UPDATE mails SET state = 'failed' WHERE mail_id = ?",
                                        mail.id()));
            }
            return false;
        }
    }

    private static int tidy(Connection connection, Instant now) throws SQLException {
        return Sql.update(
                connection,
                """
                DELETE FROM mails WHERE created_at < ? OR state = 'kept' AND mail_id IN (
                  SELECT mail_id FROM mails WHERE state = 'kept' ORDER BY created_at DESC OFFSET ?)
                """,
                now.minus(KEEP_FOR),
                KEEP);
    }

    private KeptMail kept(Row row) throws SQLException {
        String id = row.text("mail_id");
        return new KeptMail(
                id, open(id, row.bytes("sealed")), row.text("state"), row.instant("created_at"));
    }

    private byte[] seal(String id, Mail mail) {
        return box.seal(
                JsonMapper.shared().writeValueAsString(mail).getBytes(StandardCharsets.UTF_8),
                "mail:" + id);
    }

    private Mail open(String id, byte[] sealed) {
        return JsonMapper.shared().readValue(box.open(sealed, "mail:" + id), Mail.class);
    }
}
