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
import dev.repartee.postgres.Row;
import dev.repartee.postgres.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

    private static final String OF_USER =
            "SELECT " + COLUMNS + " FROM feedback WHERE tenant_id = ? AND user_id = ?";

    private static final String LIST =
            "SELECT "
                    + COLUMNS
                    + """
                     FROM feedback
                    WHERE tenant_id = ? AND assistant_id = ? AND message_at >= ? AND message_at < ?
                    ORDER BY message_at DESC, user_id, request_id LIMIT ?
                    """;

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
                        connection ->
                                Sql.first(
                                        connection,
                                        PUT,
                                        row -> feedback(key.tenant(), row, Optional.of(cipher)),
                                        key.tenant().value(),
                                        key.user().value(),
                                        key.requestId().value(),
                                        message.place().conversation().value(),
                                        assistant.value(),
                                        opinion.rating() == null ? null : opinion.rating().number(),
                                        opinion.reasons().stream()
                                                .map(Reason::word)
                                                .sorted()
                                                .toList(),
                                        seal(cipher, opinion.comment(), COMMENT + key.requestId()),
                                        seal(
                                                cipher,
                                                opinion.correction(),
                                                CORRECTION + key.requestId()),
                                        message.timing().acceptedAt()))
                .orElseThrow();
    }

    /** The opinion on one reply. */
    public Optional<Feedback> find(RequestKey key) {
        return selected(key.userKey(), " AND request_id = ?", key.requestId().value()).stream()
                .findFirst();
    }

    /** The opinions on a conversation's replies. */
    public Map<RequestId, Feedback> of(ConversationKey conversation) {
        return selected(
                        conversation.userKey(),
                        " AND conversation_id = ?",
                        conversation.conversation().value())
                .stream()
                .collect(
                        Collectors.toMap(
                                feedback -> feedback.key().requestId(), Function.identity()));
    }

    /** All opinions of a user, by message. */
    public List<Feedback> of(UserKey user) {
        return selected(user, " ORDER BY request_id");
    }

    /**
     * Takes what a user wrote out of their opinions; thumbs and reasons stay. Without the user's
     * key it could not be read any more anyway.
     */
    public int erase(UserKey user) {
        return database.with(
                connection ->
                        Sql.update(
                                connection,
                                "UPDATE feedback SET comment = NULL, correction = NULL"
                                        + " WHERE tenant_id = ? AND user_id = ?",
                                user.tenant().value(),
                                user.user().value()));
    }

    /** The opinions on an assistant's replies to messages of a time, newest messages first. */
    public List<Feedback> list(
            TenantId tenant, AssistantId assistant, Instant from, Instant to, int most) {
        Map<UserKey, Optional<UserCipher>> ciphers = new HashMap<>();
        return database.with(
                connection ->
                        Sql.list(
                                connection,
                                LIST,
                                row -> {
                                    UserKey user =
                                            new UserKey(tenant, new UserId(row.text("user_id")));
                                    return feedback(
                                            tenant,
                                            row,
                                            ciphers.computeIfAbsent(user, vault::existing));
                                },
                                tenant.value(),
                                assistant.value(),
                                from,
                                to,
                                most));
    }

    /** Those of one user, by what follows the condition on tenant and user. */
    private List<Feedback> selected(UserKey user, String further, String... more) {
        Optional<UserCipher> cipher = vault.existing(user);
        Object[] values =
                Stream.concat(
                                Stream.of(user.tenant().value(), user.user().value()),
                                Stream.of(more))
                        .toArray();
        return database.with(
                connection ->
                        Sql.list(
                                connection,
                                OF_USER + further,
                                row -> feedback(user.tenant(), row, cipher),
                                values));
    }

    /** Without its texts when the user has no key any more. */
    private static Feedback feedback(TenantId tenant, Row row, Optional<UserCipher> cipher)
            throws SQLException {
        RequestId request = new RequestId(row.text("request_id"));
        Long rating = row.nullableNumber("rating");
        Rating thumb = rating == null ? null : Rating.of(Math.toIntExact(rating));
        Set<Reason> reasons =
                row.texts("reasons").stream()
                        .flatMap(word -> Reason.of(word).stream())
                        .collect(Collectors.toSet());
        String comment = open(cipher, row.nullableBytes("comment"), COMMENT + request);
        String correction = open(cipher, row.nullableBytes("correction"), CORRECTION + request);
        boolean nothingLeft =
                thumb == null && reasons.isEmpty() && comment == null && correction == null;
        return new Feedback(
                new RequestKey(tenant, new UserId(row.text("user_id")), request),
                new ConversationId(row.text("conversation_id")),
                new AssistantId(row.text("assistant_id")),
                new Opinion(
                        thumb, nothingLeft ? Set.of(Reason.OTHER) : reasons, comment, correction),
                row.instant("updated_at"));
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
