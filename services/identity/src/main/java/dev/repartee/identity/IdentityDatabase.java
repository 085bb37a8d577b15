package dev.repartee.identity;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs statements of this module and names their failure. */
public final class IdentityDatabase {

    private final DataSource dataSource;

    /**
     * @param dataSource the main database; its own bounds and timeouts hold
     */
    public IdentityDatabase(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** A piece of work on one connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Commits each statement by itself.
     *
     * @throws ReparteeException with {@link ErrorCode#STORE_UNAVAILABLE}
     */
    <T> T run(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new ReparteeException(
                    ErrorCode.STORE_UNAVAILABLE, "the accounts can't be reached", e);
        }
    }

    /**
     * All or nothing.
     *
     * @throws ReparteeException with {@link ErrorCode#STORE_UNAVAILABLE}
     */
    <T> T transaction(Work<T> work) {
        return run(
                connection -> {
                    connection.setAutoCommit(false);
                    try {
                        T result = work.on(connection);
                        connection.commit();
                        return result;
                    } catch (SQLException | RuntimeException e) {
                        connection.rollback();
                        throw e;
                    } finally {
                        connection.setAutoCommit(true);
                    }
                });
    }
}
