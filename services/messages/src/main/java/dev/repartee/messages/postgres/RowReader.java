package dev.repartee.messages.postgres;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.SessionId;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.content.Intent;
import dev.repartee.contract.content.Nlu;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.event.DeliveryStatus;
import dev.repartee.crypto.UndecipherableException;
import dev.repartee.crypto.UserCipher;
import dev.repartee.messages.StoredMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads rows of one user back into messages. */
final class RowReader {

    private static final Logger LOG = LoggerFactory.getLogger(RowReader.class);

    private final UserKey user;
    private final @Nullable UserCipher cipher;

    /**
     * @param cipher null when the user has no key any more; then all texts are absent
     */
    RowReader(UserKey user, @Nullable UserCipher cipher) {
        this.user = user;
        this.cipher = cipher;
    }

    StoredMessage message(ResultSet row) throws SQLException {
        RequestId id = new RequestId(row.getString("request_id"));
        boolean erased = row.getBoolean("erased");
        return new StoredMessage(
                new RequestKey(user.tenant(), user.user(), id),
                place(row),
                new StoredMessage.Inbound(
                        text(row.getBytes("inbound_text"), SealedRow.INBOUND_TEXT, id),
                        row.getString("language"),
                        Json.attachments(row.getString("attachments"))),
                outcome(row, id),
                delivery(row),
                new StoredMessage.Timing(
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        instant(row, "dispatched_at"),
                        instant(row, "inference_started_at"),
                        instant(row, "processed_at"),
                        instant(row, "delivered_at")),
                erased);
    }

    private static StoredMessage.Place place(ResultSet row) throws SQLException {
        String assistant = row.getString("assistant_id");
        String session = row.getString("session_id");
        int partition = row.getInt("log_partition");
        long offset = row.getLong("log_offset");
        Coordinates origin =
                row.wasNull()
                        ? null
                        : new Coordinates(Topic.REQUESTS.topicName(), partition, offset);
        return new StoredMessage.Place(
                new ConversationId(row.getString("conversation_id")),
                assistant == null ? null : new AssistantId(assistant),
                session == null ? null : new SessionId(session),
                Mode.of(row.getString("mode")),
                row.getString("channel"),
                origin);
    }

    private StoredMessage.Outcome outcome(ResultSet row, RequestId id) throws SQLException {
        String failure = row.getString("failure_code");
        return new StoredMessage.Outcome(
                StoredMessage.State.of(row.getString("state")),
                reply(row, id),
                nlu(row),
                row.getBoolean("fast_path"),
                failure == null
                        ? null
                        : new StoredMessage.Failure(
                                ErrorCode.valueOf(failure.toUpperCase(Locale.ROOT)),
                                row.getString("failure_group"),
                                row.getString("failure_detail")));
    }

    private @Nullable Reply reply(ResultSet row, RequestId id) throws SQLException {
        String text = text(row.getBytes("reply_text"), SealedRow.REPLY_TEXT, id);
        String meta = row.getString("reply_meta");
        if (text == null || meta == null) {
            return null;
        }
        Json.ReplyMeta read = Json.replyMeta(meta);
        return new Reply(
                text,
                ReplySource.of(row.getString("reply_source")),
                read.language(),
                read.citations(),
                read.handover(),
                read.model(),
                row.getString("rule_name"));
    }

    private static @Nullable Nlu nlu(ResultSet row) throws SQLException {
        String analyser = row.getString("nlu_analyser");
        String intent = row.getString("intent_name");
        return analyser == null
                ? null
                : new Nlu(
                        intent == null
                                ? null
                                : new Intent(intent, row.getDouble("intent_confidence")),
                        Json.entities(row.getString("entities")),
                        analyser);
    }

    private static StoredMessage.Delivery delivery(ResultSet row) throws SQLException {
        String status = row.getString("delivery_status");
        return new StoredMessage.Delivery(
                status == null ? null : DeliveryStatus.State.of(status),
                row.getInt("delivery_attempts"),
                instant(row, "delivered_at"));
    }

    private @Nullable String text(byte @Nullable [] sealed, String field, RequestId id) {
        if (sealed == null || cipher == null) {
            return null;
        }
        try {
            return cipher.decryptText(sealed, field + id);
        } catch (UndecipherableException e) {
            // a key that was destroyed while the row was written; the next sweep empties it
            LOG.atWarn()
                    .addKeyValue("tenant", user.tenant())
                    .addKeyValue("requestId", id)
                    .log("a stored text does not open with its user's key");
            return null;
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
