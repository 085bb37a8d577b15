package dev.repartee.messages.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A lock on the whole of history, held until the transaction ends. Batches share it; who must see
 * all that batches under way will have written, or be seen by all that follow, takes it alone.
 */
enum StoreLock {
    SHARED("SELECT pg_advisory_xact_lock_shared(hashtext('chat_messages'), 0)"),
    ALONE("SELECT pg_advisory_xact_lock(hashtext('chat_messages'), 0)");

    private final String sql;

    StoreLock(String sql) {
        this.sql = sql;
    }

    void acquire(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }
}
