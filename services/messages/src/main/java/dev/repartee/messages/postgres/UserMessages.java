package dev.repartee.messages.postgres;

import dev.repartee.contract.UserKey;
import dev.repartee.crypto.UserVault;
import dev.repartee.messages.StoredMessage;
import dev.repartee.postgres.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Everything that is stored of what one user said and was told, decrypted. Thread-safe. */
public final class UserMessages {

    private static final int PAGE = 200;

    private static final String NEXT =
            """
            SELECT %s FROM chat_messages
            WHERE tenant_id = ? AND user_id = ? AND (request_id, window_start) > (?, ?)
            ORDER BY request_id, window_start LIMIT ?
            """
                    .formatted(Column.NAMES);

    private final Database database;
    private final UserVault vault;

    public UserMessages(Database database, UserVault vault) {
        this.database = database;
        this.vault = vault;
    }

    /** The last row of a page. */
    private record Place(String request, LocalDate window) {}

    /** Hands over all messages, by their ids, a page at a time; blocks. */
    public void forEach(UserKey user, Consumer<StoredMessage> consumer) {
        RowReader reader = new RowReader(user, vault.existing(user).orElse(null));
        Place[] last = {new Place("", LocalDate.EPOCH)};
        List<StoredMessage> page;
        do {
            page =
                    database.with(
                            connection -> {
                                try (PreparedStatement query = connection.prepareStatement(NEXT)) {
                                    query.setString(1, user.tenant().value());
                                    query.setString(2, user.user().value());
                                    query.setString(3, last[0].request());
                                    query.setObject(4, last[0].window());
                                    query.setInt(5, PAGE);
                                    List<StoredMessage> found = new ArrayList<>();
                                    try (ResultSet rows = query.executeQuery()) {
                                        while (rows.next()) {
                                            found.add(reader.message(rows));
                                            last[0] =
                                                    new Place(
                                                            rows.getString("request_id"),
                                                            rows.getObject(
                                                                    "window_start",
                                                                    LocalDate.class));
                                        }
                                    }
                                    return found;
                                }
                            });
            page.forEach(consumer);
        } while (page.size() == PAGE);
    }
}
