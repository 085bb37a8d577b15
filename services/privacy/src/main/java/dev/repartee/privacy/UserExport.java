package dev.repartee.privacy;

import dev.repartee.contract.UserKey;
import dev.repartee.feedback.Feedback;
import dev.repartee.feedback.FeedbackStore;
import dev.repartee.feedback.Reason;
import dev.repartee.messages.StoredMessage;
import dev.repartee.messages.postgres.UserMessages;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Sql;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything that is stored about one user, as JSON lines whose {@code type} says what each is:
 * first {@code user}, then {@code consent}, {@code message}, {@code feedback}, {@code device} and
 * {@code safety_decision}. What waits in Redis is the same text again and ends within a day.
 */
public final class UserExport {

    private final Database database;
    private final Consents consents;
    private final UserMessages messages;
    private final FeedbackStore feedback;

    public UserExport(
            Database database, Consents consents, UserMessages messages, FeedbackStore feedback) {
        this.database = database;
        this.consents = consents;
        this.messages = messages;
        this.feedback = feedback;
    }

    /**
     * Hands over every line, without line break; memory does not grow with their number. Blocks.
     */
    public void forEach(UserKey user, Instant now, Consumer<String> lines) {
        write(lines, "user", Map.of("userId", user.user().value(), "exportedAt", now.toString()));
        consents.history(user)
                .reversed()
                .forEach(consent -> write(lines, "consent", consent(consent)));
        messages.forEach(user, message -> write(lines, "message", message(message)));
        feedback.of(user).forEach(opinion -> write(lines, "feedback", feedback(opinion)));
        devices(user, lines);
        decisions(user, lines);
    }

    private static Map<String, ?> consent(Consent consent) {
        return Map.of(
                "purpose", consent.purpose().word(),
                "granted", consent.granted(),
                "source", consent.source(),
                "recordedAt", consent.recordedAt().toString());
    }

    private static Map<String, @Nullable Object> message(StoredMessage message) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("requestId", message.key().requestId().value());
        fields.put("conversationId", message.place().conversation().value());
        fields.put("assistantId", text(message.place().assistant()));
        fields.put("channel", message.place().channel());
        fields.put("acceptedAt", message.timing().acceptedAt().toString());
        fields.put("state", message.outcome().state().word());
        fields.put("erased", message.erased());
        fields.put("text", message.inbound().text());
        fields.put("language", message.inbound().language());
        fields.put("attachments", message.inbound().attachments());
        fields.put("reply", message.outcome().reply());
        fields.put("understood", message.outcome().nlu());
        fields.put("deliveredAt", text(message.timing().deliveredAt()));
        return fields;
    }

    private static Map<String, @Nullable Object> feedback(Feedback feedback) {
        var opinion = feedback.opinion();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("requestId", feedback.key().requestId().value());
        fields.put("rating", opinion.rating() == null ? null : opinion.rating().word());
        fields.put("reasons", opinion.reasons().stream().map(Reason::word).sorted().toList());
        fields.put("comment", opinion.comment());
        fields.put("correction", opinion.correction());
        fields.put("updatedAt", feedback.updatedAt().toString());
        return fields;
    }

    private void devices(UserKey user, Consumer<String> lines) {
        database.with(
                        connection ->
                                Sql.list(
                                        connection,
                                        "SELECT device, seen_at FROM device_cursors"
                                                + " WHERE tenant_id = ? AND user_id = ?"
                                                + " ORDER BY device",
                                        row ->
                                                Map.of(
                                                        "device",
                                                        row.text("device"),
                                                        "seenAt",
                                                        row.instant("seen_at").toString()),
                                        user.tenant().value(),
                                        user.user().value()))
                .forEach(device -> write(lines, "device", device));
    }

    private void decisions(UserKey user, Consumer<String> lines) {
        database.with(
                        connection ->
                                Sql.list(
                                        connection,
                                        "SELECT request_id, at, place, category, action"
                                                + " FROM safety_decisions WHERE tenant_id = ?"
                                                + " AND user_id = ? ORDER BY decision_id",
                                        row ->
                                                Map.of(
                                                        "requestId", row.text("request_id"),
                                                        "at", row.instant("at").toString(),
                                                        "place", row.text("place"),
                                                        "category", row.text("category"),
                                                        "action", row.text("action")),
                                        user.tenant().value(),
                                        user.user().value()))
                .forEach(decision -> write(lines, "safety_decision", decision));
    }

    private static void write(
            Consumer<String> lines, String type, Map<String, ? extends @Nullable Object> fields) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("type", type);
        line.putAll(fields);
        lines.accept(JsonMapper.shared().writeValueAsString(line));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
