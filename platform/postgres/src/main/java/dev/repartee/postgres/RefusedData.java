package dev.repartee.postgres;

/**
 * PostgreSQL refuses these values: not representable, out of range, or in conflict with a
 * constraint. The same data fails again; other data may pass.
 */
public final class RefusedData extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** SQLSTATE of a broken unique constraint. */
    public static final String UNIQUE_VIOLATION = "23505";

    /** SQLSTATE of a broken check, a row without a partition included. */
    public static final String CHECK_VIOLATION = "23514";

    private final String sqlState;

    /**
     * The server's own message is left out: it quotes the values.
     *
     * @param sqlState five characters, see "PostgreSQL Error Codes" in its manual
     */
    public RefusedData(String sqlState) {
        super("PostgreSQL refuses the data, SQLSTATE " + sqlState);
        this.sqlState = sqlState;
    }

    /** The five characters that say why. */
    public String sqlState() {
        return sqlState;
    }
}
