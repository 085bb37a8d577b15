package dev.repartee.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Something to do with a connection, which must not be kept.
 *
 * @param <T> what comes out
 */
@FunctionalInterface
public interface SqlWork<T> {

    /** Works with the connection; may be called again after a failure. */
    T with(Connection connection) throws SQLException;
}
