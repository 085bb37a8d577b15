package dev.repartee.messages.unanalysed;

import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.content.Intent;
import dev.repartee.contract.content.Nlu;
import dev.repartee.messages.MessageStore;
import dev.repartee.messages.StoredMessage;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Window;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds messages of {@code observe} and {@code assist} mode without an analysis, and gives them
 * one.
 */
public final class UnanalysedMessages {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String PAGE =
            """
            SELECT tenant_id, user_id, request_id, created_at FROM chat_messages
            WHERE state = 'analysed' AND nlu_analyser IS NULL AND NOT erased
              AND (created_at, tenant_id, user_id, request_id) > (?, ?, ?, ?)
            ORDER BY created_at, tenant_id, user_id, request_id
            LIMIT ?
            """;

    private static final String STORE =
            """
            UPDATE chat_messages
            SET nlu_analyser = ?, intent_name = ?, intent_confidence = ?, entities = ?::jsonb
            WHERE tenant_id = ? AND user_id = ? AND request_id = ? AND window_start = ?
              AND nlu_analyser IS NULL AND NOT erased
            """;

    private final Database database;
    private final MessageStore messages;

    /**
     * @param messages reads and decrypts what is found
     */
    public UnanalysedMessages(Database database, MessageStore messages) {
        this.database = database;
        this.messages = messages;
    }

    /**
     * Where a page ended.
     *
     * @param key the last message
     * @param createdAt when it was accepted
     */
    public record Position(RequestKey key, Instant createdAt) {}

    /** One message without an analysis. */
    public record Entry(Position position, StoredMessage message) {}

    /**
     * A page, oldest first. Messages whose text can not be read any more are left out.
     *
     * @param after where the page before ended, or null for the first one
     */
    public List<Entry> page(@Nullable Position after, int limit) {
        List<Entry> page = new ArrayList<>();
        for (Position position : positions(after, limit)) {
            Optional<StoredMessage> message = messages.find(position.key());
            if (message.isPresent() && message.get().inbound().text() != null) {
                page.add(new Entry(position, message.get()));
            }
        }
        return page;
    }

    /** Stores an analysis, unless there is one by now or the user was erased. */
    public void store(Position position, Nlu nlu) {
        Intent intent = nlu.intent();
        database.with(
                connection -> {
                    try (PreparedStatement update = connection.prepareStatement(STORE)) {
                        update.setString(1, nlu.analyser());
                        if (intent == null) {
                            update.setNull(2, Types.VARCHAR);
                            update.setNull(3, Types.DOUBLE);
                        } else {
                            update.setString(2, intent.name());
                            update.setDouble(3, intent.confidence());
                        }
                        update.setString(4, JSON.writeValueAsString(nlu.entities()));
                        update.setString(5, position.key().tenant().value());
                        update.setString(6, position.key().user().value());
                        update.setString(7, position.key().requestId().value());
                        update.setDate(8, Date.valueOf(Window.of(position.createdAt()).start()));
                        return update.executeUpdate();
                    }
                });
    }

    private List<Position> positions(@Nullable Position after, int limit) {
        return database.with(
                connection -> {
                    try (PreparedStatement select = connection.prepareStatement(PAGE)) {
                        Instant from = after == null ? Instant.EPOCH : after.createdAt();
                        select.setObject(1, from.atOffset(ZoneOffset.UTC));
                        select.setString(2, after == null ? "" : after.key().tenant().value());
                        select.setString(3, after == null ? "" : after.key().user().value());
                        select.setString(4, after == null ? "" : after.key().requestId().value());
                        select.setInt(5, limit);
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
                new RequestKey(
                        new TenantId(row.getString(1)),
                        new UserId(row.getString(2)),
                        new RequestId(row.getString(3))),
                row.getObject(4, OffsetDateTime.class).toInstant());
    }
}
