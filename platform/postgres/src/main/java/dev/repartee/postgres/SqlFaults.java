package dev.repartee.postgres;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Sorts what the driver throws: come again, bad data, or a bug. */
final class SqlFaults {

    private SqlFaults() {}

    /**
     * Classes of SQLSTATE: 08 connection, 25 transaction state (read-only after a fail-over), 40
     * rollback (deadlock, serialization), 53 resources, 55 locks, 57 operator (shut-down, timeout),
     * 58 system, XX internal. Those pass by themselves. 22 and 23 are the data's fault, 54 a limit
     * that the data exceeds. RP is our own: a trigger says that a tenant has all that it may have.
     */
    static RuntimeException translate(String server, SQLException fault) {
        String state = state(fault);
        return switch (state.substring(0, 2)) {
            case "22", "23", "54" -> new RefusedData(state);
            case "RP" -> new ReparteeException(ErrorCode.QUOTA_FULL, message(fault), fault);
            case "08", "25", "40", "53", "55", "57", "58", "XX" -> unavailable(server, fault);
            case String other ->
                    new IllegalStateException("a statement is wrong, SQLSTATE " + state, fault);
        };
    }

    static ReparteeException unavailable(String server, @Nullable Exception cause) {
        return new ReparteeException(
                ErrorCode.STORE_UNAVAILABLE,
                "PostgreSQL at " + server + " can not do it now",
                cause);
    }

    /** What an operator should do about a server that can not be used at start-up. */
    static ReparteeException atStart(DatabaseConfig config, SQLException fault) {
        String where = "PostgreSQL at " + config.server();
        String detail =
                switch (state(fault).substring(0, 2)) {
                    case "28" ->
                            where + " refuses the user '" + config.user() + "' or its password";
                    case "3D" -> where + " has no database '" + config.name() + "'";
                    case "53", "57" -> where + " takes no connection now: " + fault.getMessage();
                    case String other -> where + " can not be reached: " + fault.getMessage();
                };
        return new ReparteeException(ErrorCode.STORE_UNAVAILABLE, detail, fault);
    }

    /** What the server said, without where in its functions it said so. */
    private static String message(SQLException fault) {
        ServerErrorMessage told =
                fault instanceof PSQLException driver ? driver.getServerErrorMessage() : null;
        String message = told == null ? null : told.getMessage();
        return message == null ? "this tenant has all that it may have" : message;
    }

    /** The state of the fault or of what caused it; a fault without any is the connection's. */
    private static String state(SQLException fault) {
        for (Throwable t = fault; t != null; t = t.getCause()) {
            if (t instanceof SQLException e && e.getSQLState() != null) {
                return e.getSQLState();
            }
        }
        return "08000";
    }
}
