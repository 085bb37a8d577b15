package dev.repartee.training.store;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Statements about one assistant, and what stands in their rows. */
final class Rows {

    private Rows() {}

    /** A statement whose first two parameters are the tenant and the assistant. */
    static PreparedStatement of(Connection connection, String sql, Owner owner)
            throws SQLException {
        return of(connection, sql, owner, 0);
    }

    /** The same with other parameters before those two. */
    static PreparedStatement of(Connection connection, String sql, Owner owner, int before)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(before + 1, owner.tenant().value());
        statement.setString(before + 2, owner.assistant().value());
        return statement;
    }

    /** Keeps others from changing what belongs to the assistant; it must be there. */
    static void lockAssistant(Connection connection, Owner owner) throws SQLException {
        try (PreparedStatement lock =
                        of(
                                connection,
                                "SELECT 1 FROM assistants"
                                        + " WHERE tenant_id = ? AND assistant_id = ? FOR UPDATE",
                                owner);
                ResultSet rows = lock.executeQuery()) {
            if (!rows.next()) {
                throw new ReparteeException(
                        ErrorCode.UNKNOWN_ASSISTANT,
                        "there is no assistant '" + owner.assistant() + "'");
            }
        }
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static Instant known(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
