package dev.repartee.delivery.pending;

import dev.repartee.contract.ConversationId;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Users in, rows out. */
final class Rows {

    private Rows() {}

    /** Sets two arrays, tenants and users, at an index and the one behind it. */
    static void users(
            Connection connection, PreparedStatement statement, int index, List<UserKey> users)
            throws SQLException {
        Object[] tenants = users.stream().map(user -> user.tenant().value()).toArray();
        Object[] names = users.stream().map(user -> user.user().value()).toArray();
        statement.setArray(index, connection.createArrayOf("text", tenants));
        statement.setArray(index + 1, connection.createArrayOf("text", names));
    }

    /** A user in the first two columns. */
    static UserKey user(ResultSet rows) throws SQLException {
        return new UserKey(new TenantId(rows.getString(1)), new UserId(rows.getString(2)));
    }

    /** Runs a statement that gives tenant, user, request, conversation, acceptedAt and offset. */
    static List<PendingStore.Row> read(PreparedStatement statement) throws SQLException {
        List<PendingStore.Row> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                UserKey user = user(rows);
                found.add(
                        new PendingStore.Row(
                                new RequestKey(
                                        user.tenant(),
                                        user.user(),
                                        new RequestId(rows.getString(3))),
                                new ConversationId(rows.getString(4)),
                                rows.getTimestamp(5).toInstant(),
                                rows.getLong(6)));
            }
        }
        return found;
    }
}
