package dev.repartee.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.ToDoubleFunction;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL database with a bounded pool. Thread-safe; meant for virtual threads.
 *
 * <p>An outage makes calls throw a retryable {@link ReparteeException} ({@code STORE_UNAVAILABLE}):
 * one caller per second after the connect timeout, the others at once. It ends by itself. Data that
 * the server refuses throws {@link RefusedData}; a wrong statement {@link IllegalStateException}.
 * Within a {@link TenantScope} statements see one tenant's rows alone. Durability is the server's:
 * {@code synchronous_commit} stays as it is configured there (on).
 */
public final class Database implements AutoCloseable {

    private static final Duration PROBE_PAUSE = Duration.ofSeconds(1);
    private static final Duration PROMPT = Duration.ofSeconds(5);
    private static final Duration SOCKET_MARGIN = Duration.ofSeconds(5);
    private static final String SCOPES = "/db/scope/tenants.sql";
    private static final String DUPLICATE_DATABASE = "42P04";

    /** What SET LOCAL does, with the tenant as a value. The role is made by the migrations. */
    private static final String NARROW =
            "SELECT set_config('role', 'repartee_tenant', true),"
                    + " set_config('repartee.tenant', ?, true)";

    private final DatabaseConfig config;
    private final HikariDataSource pool;
    private final OutageGate gate;

    /** For how long nothing may come from the server; null leaves it to the statement timeout. */
    private final @Nullable Duration patience;

    private Database(
            DatabaseConfig config,
            HikariDataSource pool,
            OutageGate gate,
            @Nullable Duration patience) {
        this.config = config;
        this.pool = pool;
        this.gate = gate;
        this.patience = patience;
    }

    /**
     * Connects and opens the pool.
     *
     * @throws ReparteeException with {@code STORE_UNAVAILABLE} and one clear line when the database
     *     can not be used now
     */
    public static Database open(DatabaseConfig config, MeterRegistry registry) {
        try (Connection connection = connect(config)) {
            connection.isValid(seconds(config.connectTimeout()));
        } catch (SQLException e) {
            throw SqlFaults.atStart(config, e);
        }
        Database database =
                new Database(
                        config,
                        new HikariDataSource(poolConfig(config)),
                        new OutageGate(PROBE_PAUSE, System::nanoTime),
                        null);
        database.register(registry);
        return database;
    }

    /**
     * Creates the database when the server does not have it; safe from several processes at once.
     *
     * @throws ReparteeException as {@link #open}
     */
    public static void createIfAbsent(DatabaseConfig config) {
        DatabaseConfig maintenance = config.withName("postgres");
        try (Connection connection = connect(maintenance);
                PreparedStatement exists =
                        connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?");
                Statement create = connection.createStatement()) {
            exists.setString(1, config.name());
            try (ResultSet rows = exists.executeQuery()) {
                if (!rows.next()) {
                    create.execute(
                            "CREATE DATABASE \"%s\" TEMPLATE template0 ENCODING 'UTF8'"
                                    .formatted(config.name()));
                }
            }
        } catch (SQLException e) {
            // a concurrent creation meets either the check or the catalogue's unique index
            if (!DUPLICATE_DATABASE.equals(e.getSQLState())
                    && !RefusedData.UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw SqlFaults.atStart(maintenance, e);
            }
        }
    }

    /**
     * Brings the schema up to date and narrows every table that has a tenant to one tenant at a
     * time; safe from several processes at once.
     */
    public void migrate(Schema schema) {
        if (!upToDate(schema)) {
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:" + schema.folder())
                    .load()
                    .migrate();
        }
        TenantScope.everywhere(() -> transaction(Database::narrowTables));
    }

    /** Whether nothing is to be migrated. */
    boolean upToDate(Schema schema) {
        return everywhere(Scripts.in(schema.folder())::done);
    }

    private static boolean narrowTables(Connection connection) throws SQLException {
        try (InputStream script = Database.class.getResourceAsStream(SCOPES);
                Statement statement = connection.createStatement()) {
            String sql =
                    new String(
                            Objects.requireNonNull(script, SCOPES).readAllBytes(),
                            StandardCharsets.UTF_8);
            return statement.execute(sql);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs the work with a connection: in auto-commit mode, or within a {@link TenantScope} in one
     * transaction.
     */
    public <T> T with(SqlWork<T> work) {
        return TenantScope.current().isPresent() ? transaction(work) : borrow(work);
    }

    /** As {@link #with}, for the system even within a {@link TenantScope}: to fill a cache, say. */
    public <T> T everywhere(SqlWork<T> work) {
        return TenantScope.everywhere(() -> borrow(work));
    }

    /** Runs the work in one transaction, which is rolled back when the work throws. */
    public <T> T transaction(SqlWork<T> work) {
        Optional<TenantId> tenant = TenantScope.current();
        return borrow(
                connection -> {
                    connection.setAutoCommit(false);
                    try {
                        if (tenant.isPresent()) {
                            narrow(connection, tenant.get());
                        }
                        T result = work.with(connection);
                        connection.commit();
                        return result;
                    } catch (SQLException | RuntimeException e) {
                        rollBack(connection, e);
                        throw e;
                    }
                });
    }

    /** Whether the database answers now; waits no longer than the connect timeout. */
    public boolean ready() {
        try {
            return with(connection -> connection.isValid(seconds(config.connectTimeout())));
        } catch (ReparteeException e) {
            return false;
        }
    }

    /**
     * The same database, over the same connections, for what a reply or a request waits for: work
     * to which the server says nothing for 5 s fails with {@code STORE_UNAVAILABLE}. A line that
     * swallows everything would otherwise keep its caller for the whole statement timeout.
     */
    public Database prompt() {
        return within(PROMPT);
    }

    Database within(Duration other) {
        return new Database(config, pool, gate, other);
    }

    /** Closes all connections, those of {@link #prompt()} among them. */
    @Override
    public void close() {
        pool.close();
    }

    private <T> T borrow(SqlWork<T> work) {
        try (Connection connection = connection()) {
            if (patience != null) {
                // the pool takes it back with the connection
                connection.setNetworkTimeout(Runnable::run, Math.toIntExact(patience.toMillis()));
            }
            return work.with(connection);
        } catch (SQLException e) {
            throw SqlFaults.translate(config.server(), e);
        }
    }

    /** Until the transaction ends PostgreSQL shows this connection one tenant's rows alone. */
    private static void narrow(Connection connection, TenantId tenant) throws SQLException {
        try (PreparedStatement narrow = connection.prepareStatement(NARROW)) {
            narrow.setString(1, tenant.value());
            narrow.execute();
        }
    }

    private Connection connection() throws SQLException {
        if (!gate.admits()) {
            throw SqlFaults.unavailable(config.server(), null);
        }
        try {
            Connection connection = pool.getConnection();
            gate.connected();
            return connection;
        } catch (SQLException e) {
            // without a cause the pool was only busy
            if (e.getCause() != null) {
                gate.failed();
            }
            throw SqlFaults.unavailable(config.server(), e);
        }
    }

    private static void rollBack(Connection connection, Exception why) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    private static Connection connect(DatabaseConfig config) throws SQLException {
        Properties properties = driverProperties(config);
        properties.setProperty("user", config.user());
        properties.setProperty("password", config.password());
        return DriverManager.getConnection(config.url(), properties);
    }

    private static HikariConfig poolConfig(DatabaseConfig config) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(config.name());
        pool.setJdbcUrl(config.url());
        pool.setUsername(config.user());
        pool.setPassword(config.password());
        pool.setMaximumPoolSize(config.connections());
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(config.connectTimeout().toMillis());
        pool.setValidationTimeout(config.connectTimeout().toMillis());
        pool.setInitializationFailTimeout(-1);
        pool.setDataSourceProperties(driverProperties(config));
        // a frozen process must not hold its row locks for ever
        pool.setConnectionInitSql(
                "SET statement_timeout = %1$d; SET idle_in_transaction_session_timeout = %1$d"
                        .formatted(config.statementTimeout().toMillis()));
        return pool;
    }

    private static Properties driverProperties(DatabaseConfig config) {
        Properties properties = new Properties();
        String connect = Integer.toString(seconds(config.connectTimeout()));
        properties.setProperty("connectTimeout", connect);
        properties.setProperty("loginTimeout", connect);
        properties.setProperty(
                "socketTimeout",
                Integer.toString(seconds(config.statementTimeout().plus(SOCKET_MARGIN))));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "repartee");
        return properties;
    }

    /** Whole seconds, rounded up: the driver knows no finer ones and takes 0 as endless. */
    private static int seconds(Duration duration) {
        return Math.toIntExact(duration.plusMillis(999).toSeconds());
    }

    private void register(MeterRegistry registry) {
        gauge(registry, "active", HikariPoolMXBean::getActiveConnections);
        gauge(registry, "idle", HikariPoolMXBean::getIdleConnections);
        gauge(registry, "waiting", HikariPoolMXBean::getThreadsAwaitingConnection);
        Gauge.builder("repartee_postgres_up", gate, g -> g.open() ? 1 : 0)
                .tags("database", config.name())
                .register(registry);
    }

    private void gauge(
            MeterRegistry registry, String state, ToDoubleFunction<HikariPoolMXBean> value) {
        Gauge.builder("repartee_postgres_connections", pool.getHikariPoolMXBean(), value)
                .tags(Tags.of("database", config.name(), "state", state))
                .register(registry);
    }
}
