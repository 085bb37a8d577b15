package dev.repartee.messages.replay;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.Turn;
import dev.repartee.messages.Cursor;
import dev.repartee.messages.MessageStore;
import dev.repartee.messages.PageRequest;
import dev.repartee.messages.StoredMessage;
import dev.repartee.postgres.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a tenant that were replied to within some time, decrypted, oldest first. Messages
 * whose text can not be read any more (their user was erased) are left out.
 */
public final class PastMessages {

    private static final String PAGE =
            """
            SELECT user_id, request_id, created_at FROM chat_messages
            WHERE tenant_id = ? AND created_at >= ? AND created_at < ?
              AND state = 'replied' AND mode = 'reply' AND NOT erased AND inbound_text IS NOT NULL
              AND (?::text IS NULL OR assistant_id = ?)
              AND (created_at, user_id, request_id) > (?, ?, ?)
            ORDER BY created_at, user_id, request_id
            LIMIT ?
            """;

    private final Database database;
    private final MessageStore messages;

    /**
     * @param messages reads and decrypts what is found
     */
    public PastMessages(Database database, MessageStore messages) {
        this.database = database;
        this.messages = messages;
    }

    /**
     * Which messages.
     *
     * @param from the first moment
     * @param to the moment after the last one
     * @param assistant who was asked, or null for all
     */
    public record Stretch(
            TenantId tenant, Instant from, Instant to, @Nullable AssistantId assistant) {}

    /** Where a page ended. */
    public record Position(Instant at, UserId user, RequestId request) {}

    /** One message. */
    public record Entry(Position position, StoredMessage message) {}

    /**
     * A page.
     *
     * @param after where the page before ended, or null for the first one
     * @return fewer than the limit also when some could not be read
     */
    public List<Entry> page(Stretch stretch, @Nullable Position after, int limit) {
        List<Entry> page = new ArrayList<>();
        for (Position position : positions(stretch, after, limit)) {
            messages.find(new RequestKey(stretch.tenant(), position.user(), position.request()))
                    .filter(message -> message.inbound().text() != null)
                    .ifPresent(message -> page.add(new Entry(position, message)));
        }
        return page;
    }

    /** What was said in the conversation before a message, as the model knew it then. */
    public List<Turn> before(StoredMessage message, int most) {
        Coordinates at = message.place().origin();
        if (at == null) {
            return List.of();
        }
        List<StoredMessage> earlier =
                messages.conversation(
                                new ConversationKey(
                                        message.key().tenant(),
                                        message.key().user(),
                                        message.place().conversation()),
                                new PageRequest(
                                        PageRequest.Order.NEWEST_FIRST,
                                        new Cursor(at.partition(), at.offset()),
                                        most))
                        .messages();
        List<Turn> turns = new ArrayList<>();
        for (StoredMessage turn : earlier.reversed()) {
            String text = turn.inbound().text();
            Reply reply = turn.outcome().reply();
            if (text != null && reply != null) {
                turns.add(new Turn(Turn.Role.USER, text));
                turns.add(new Turn(Turn.Role.ASSISTANT, reply.text()));
            }
        }
        return turns;
    }

    private List<Position> positions(Stretch stretch, @Nullable Position after, int limit) {
        AssistantId assistant = stretch.assistant();
        return database.with(
                connection -> {
                    try (PreparedStatement select = connection.prepareStatement(PAGE)) {
                        select.setString(1, stretch.tenant().value());
                        select.setObject(2, stretch.from().atOffset(ZoneOffset.UTC));
                        select.setObject(3, stretch.to().atOffset(ZoneOffset.UTC));
                        select.setString(4, assistant == null ? null : assistant.value());
                        select.setString(5, assistant == null ? null : assistant.value());
                        Instant from = after == null ? Instant.EPOCH : after.at();
                        select.setObject(6, from.atOffset(ZoneOffset.UTC));
                        select.setString(7, after == null ? "" : after.user().value());
                        select.setString(8, after == null ? "" : after.request().value());
                        select.setInt(9, limit);
                        List<Position> positions = new ArrayList<>();
                        try (ResultSet rows = select.executeQuery()) {
                            while (rows.next()) {
                                positions.add(position(rows));
                            }
                        }
                        return positions;
                    }
                });
    }

    private static Position position(ResultSet row) throws SQLException {
        return new Position(
                row.getObject(3, OffsetDateTime.class).toInstant(),
                new UserId(row.getString(1)),
                new RequestId(row.getString(2)));
    }
}
