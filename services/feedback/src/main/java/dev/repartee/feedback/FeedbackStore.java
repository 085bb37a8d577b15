package dev.repartee.feedback;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.crypto.UndecipherableException;
import dev.repartee.crypto.UserCipher;
import dev.repartee.crypto.UserVault;
import dev.repartee.messages.StoredMessage;
import dev.repartee.postgres.Database;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Opinions of users on replies: one for each reply, the last one counts. Whoever calls has made
 * sure that the message is the user's own.
 *
 * <p>Throws {@link ReparteeException} with {@code STORE_UNAVAILABLE} when the database does not
 * answer.
 */
public final class FeedbackStore {

    private static final String COLUMNS =
            "user_id, request_id, conversation_id, assistant_id, rating, reasons, comment,"
                    + " correction, updated_at";

    private static final String PUT =
            """
            INSERT INTO feedback (tenant_id, user_id, request_id, conversation_id, assistant_id,
                rating, reasons, comment, correction, message_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (tenant_id, user_id, request_id) DO UPDATE SET
                rating = EXCLUDED.rating, reasons = EXCLUDED.reasons,
                comment = EXCLUDED.comment, correction = EXCLUDED.correction, updated_at = now()
            RETURNING\s"""
                    + COLUMNS;

    private static final String COMMENT = "feedback.comment:";
    private static final String CORRECTION = "feedback.correction:";

    private final Database database;
    private final UserVault vault;

    public FeedbackStore(Database database, UserVault vault) {
        this.database = database;
        this.vault = vault;
    }

    /**
     * Stores an opinion in the place of an earlier one.
     *
     * @throws ReparteeException with {@code VERSION_CONFLICT} when the message has no reply that a
     *     user could have read, or its user was erased since
     */
    public Feedback put(StoredMessage message, Opinion opinion) {
        AssistantId assistant = message.place().assistant();
        if (message.outcome().state() != StoredMessage.State.REPLIED || assistant == null) {
            throw new ReparteeException(
                    ErrorCode.VERSION_CONFLICT, "the message has no reply to have an opinion on");
        }
        RequestKey key = message.key();
        UserCipher cipher =
                vault.cipherFor(key.userKey(), message.timing().acceptedAt())
                        .orElseThrow(
                                () ->
                                        new ReparteeException(
                                                ErrorCode.VERSION_CONFLICT, "the user was erased"));
        return database.with(
                connection -> {
                    Array reasons =
                            connection.createArrayOf(
                                    "text",
                                    opinion.reasons().stream()
                                            .map(Reason::word)
                                            .sorted()
                                            .toArray());
                    try (PreparedStatement put = connection.prepareStatement(PUT)) {
                        put.setString(1, key.tenant().value());
                        put.setString(2, key.user().value());
                        put.setString(3, key.requestId().value());
                        put.setString(4, message.place().conversation().value());
                        put.setString(5, assistant.value());
                        put.setObject(
                                6, opinion.rating() == null ? null : opinion.rating().number());
                        put.setArray(7, reasons);
                        put.setBytes(8, seal(cipher, opinion.comment(), COMMENT + key.requestId()));
                        put.setBytes(
                                9,
                                seal(cipher, opinion.correction(), CORRECTION + key.requestId()));
                        put.setObject(10, message.timing().acceptedAt().atOffset(ZoneOffset.UTC));
                        try (ResultSet rows = put.executeQuery()) {
                            rows.next();
                            return feedback(key.tenant(), rows, Optional.of(cipher));
                        }
                    }
                });
    }

    /** The opinion on one reply. */
    public Optional<Feedback> find(RequestKey key) {
        Optional<UserCipher> cipher = vault.existing(key.userKey());
        return database.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "SELECT "
                                            + COLUMNS
                                            + " FROM feedback WHERE tenant_id = ? AND user_id = ?"
                                            + " AND request_id = ?")) {
                        select.setString(1, key.tenant().value());
                        select.setString(2, key.user().value());
                        select.setString(3, key.requestId().value());
                        try (ResultSet rows = select.executeQuery()) {
                            return rows.next()
                                    ? Optional.of(feedback(key.tenant(), rows, cipher))
                                    : Optional.empty();
                        }
                    }
                });
    }

    /** The opinions on a conversation's replies. */
    public Map<RequestId, Feedback> of(ConversationKey conversation) {
        Optional<UserCipher> cipher = vault.existing(conversation.userKey());
        return database.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "SELECT "
                                            + COLUMNS
                                            + " FROM feedback WHERE tenant_id = ? AND user_id = ?"
                                            + " AND conversation_id = ?")) {
                        select.setString(1, conversation.tenant().value());
                        select.setString(2, conversation.user().value());
                        select.setString(3, conversation.conversation().value());
                        Map<RequestId, Feedback> found = new HashMap<>();
                        try (ResultSet rows = select.executeQuery()) {
                            while (rows.next()) {
                                Feedback feedback = feedback(conversation.tenant(), rows, cipher);
                                found.put(feedback.key().requestId(), feedback);
                            }
                        }
                        return found;
                    }
                });
    }

    /** All opinions of a user, by message. */
    public List<Feedback> of(UserKey user) {
        Optional<UserCipher> cipher = vault.existing(user);
        return database.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "SELECT "
                                            + COLUMNS
                                            + " FROM feedback WHERE tenant_id = ? AND user_id = ?"
                                            + " ORDER BY request_id")) {
                        select.setString(1, user.tenant().value());
                        select.setString(2, user.user().value());
                        List<Feedback> found = new ArrayList<>();
                        try (ResultSet rows = select.executeQuery()) {
                            while (rows.next()) {
                                found.add(feedback(user.tenant(), rows, cipher));
                            }
                        }
                        return found;
                    }
                });
    }

    /**
     * Takes what a user wrote out of their opinions; thumbs and reasons stay. Without the user's
     * key it could not be read any more anyway.
     */
    public int erase(UserKey user) {
        return database.with(
                connection -> {
                    try (PreparedStatement update =
                            connection.prepareStatement(
                                    "UPDATE feedback SET comment = NULL, correction = NULL"
                                            + " WHERE tenant_id = ? AND user_id = ?")) {
                        update.setString(1, user.tenant().value());
                        update.setString(2, user.user().value());
                        return update.executeUpdate();
                    }
                });
    }

    /** The opinions on an assistant's replies to messages of a time, newest messages first. */
    public List<Feedback> list(
            TenantId tenant, AssistantId assistant, Instant from, Instant to, int most) {
        return database.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "SELECT "
                                            + COLUMNS
                                            + " FROM feedback WHERE tenant_id = ?"
                                            + " AND assistant_id = ? AND message_at >= ?"
                                            + " AND message_at < ?"
                                            + " ORDER BY message_at DESC, user_id, request_id"
                                            + " LIMIT ?")) {
                        select.setString(1, tenant.value());
                        select.setString(2, assistant.value());
                        select.setObject(3, from.atOffset(ZoneOffset.UTC));
                        select.setObject(4, to.atOffset(ZoneOffset.UTC));
                        select.setInt(5, most);
                        Map<UserKey, Optional<UserCipher>> ciphers = new HashMap<>();
                        List<Feedback> found = new ArrayList<>();
                        try (ResultSet rows = select.executeQuery()) {
                            while (rows.next()) {
                                UserKey user = new UserKey(tenant, new UserId(rows.getString(1)));
                                found.add(
                                        feedback(
                                                tenant,
                                                rows,
                                                ciphers.computeIfAbsent(user, vault::existing)));
                            }
                        }
                        return found;
                    }
                });
    }

    /** Without its texts when the user has no key any more. */
    private static Feedback feedback(TenantId tenant, ResultSet row, Optional<UserCipher> cipher)
            throws SQLException {
        RequestId request = new RequestId(row.getString("request_id"));
        int rating = row.getInt("rating");
        Rating thumb = row.wasNull() ? null : Rating.of(rating);
        Set<Reason> reasons =
                Stream.of((String[]) row.getArray("reasons").getArray())
                        .flatMap(word -> Reason.of(word).stream())
                        .collect(Collectors.toSet());
        String comment = open(cipher, row.getBytes("comment"), COMMENT + request);
        String correction = open(cipher, row.getBytes("correction"), CORRECTION + request);
        boolean nothingLeft =
                thumb == null && reasons.isEmpty() && comment == null && correction == null;
        return new Feedback(
                new RequestKey(tenant, new UserId(row.getString("user_id")), request),
                new ConversationId(row.getString("conversation_id")),
                new AssistantId(row.getString("assistant_id")),
                new Opinion(
                        thumb, nothingLeft ? Set.of(Reason.OTHER) : reasons, comment, correction),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static byte @Nullable [] seal(UserCipher cipher, @Nullable String text, String field) {
        return text == null ? null : cipher.encrypt(text, field);
    }

    private static @Nullable String open(
            Optional<UserCipher> cipher, byte @Nullable [] sealed, String field) {
        if (sealed == null || cipher.isEmpty()) {
            return null;
        }
        try {
            return cipher.get().decryptText(sealed, field);
        } catch (UndecipherableException e) {
            return null;
        }
    }
}
