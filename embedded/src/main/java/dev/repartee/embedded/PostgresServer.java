package dev.repartee.embedded;

import dev.repartee.embedded.process.Executable;
import dev.repartee.embedded.process.GuardedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * PostgreSQL with one superuser and one database of the product's name. It refuses to run as root,
 * so for root (in a container, say) it gets a user namespace in which nobody is.
 */
final class PostgresServer implements EngineDefinition {
    static final String NAME = "postgres";
    static final String USER = "repartee";
    static final String DATABASE = "repartee";
    private static final int MAX_CONNECTIONS = 200;

    private final Path folder;
    private final EngineOptions options;
    private final Binaries binaries;
    private final int port;
    private final String password;

    PostgresServer(Path folder, EngineOptions options, Binaries binaries) throws IOException {
        this.folder = folder;
        this.options = options;
        this.binaries = binaries;
        this.port = Port.remembered(folder.resolve("port"));
        this.password = PrivateFile.password(folder.resolve("password"));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String address() {
        return url(DATABASE);
    }

    String url(String database) {
        return url(database, "") + "?user=" + USER + "&password=" + password;
    }

    String urlWithoutUser(String database) {
        return url(database, "");
    }

    String password() {
        return password;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        if (Files.notExists(data)) {
            initialise(data);
        }
        forgetForeignProcess(data.resolve("postmaster.pid"));
    }

    @Override
    public GuardedProcess.Launch launch() {
        List<String> command = new ArrayList<>(unprivileged());
        command.add(program("postgres"));
        command.addAll(List.of("-D", folder.resolve("data").toString()));
        setting(command, "listen_addresses", "127.0.0.1");
        setting(command, "port", Integer.toString(port));
        setting(command, "unix_socket_directories", "");
        setting(command, "max_connections", Integer.toString(MAX_CONNECTIONS));
        setting(command, "shared_buffers", options.durable() ? "128MB" : "32MB");
        setting(command, "log_timezone", "UTC");
        setting(command, "timezone", "UTC");
        if (!options.durable()) {
            setting(command, "fsync", "off");
            setting(command, "synchronous_commit", "off");
            setting(command, "full_page_writes", "off");
            // Its folder goes with it; segments of shared memory would outlive one that is killed.
            setting(command, "dynamic_shared_memory_type", "mmap");
        }
        return new GuardedProcess.Launch(folder, command, "INT", Duration.ofSeconds(4));
    }

    @Override
    public Duration startLimit() {
        return Duration.ofMinutes(2);
    }

    @Override
    public boolean serves() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery(
                                "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
            return true;
        }
    }

    /**
     * Works aside and renames at the end: a start that is killed half-way leaves nothing that looks
     * like data.
     */
    private void initialise(Path data) throws IOException, InterruptedException {
        Path aside = folder.resolve("data.new");
        Binaries.deleteTree(aside);
        List<String> command = new ArrayList<>(unprivileged());
        command.add(program("initdb"));
        command.addAll(
                List.of("-D", aside.toString(), "-U", USER, "-E", "UTF8", "--auth=scram-sha-256"));
        command.addAll(List.of("--pwfile=" + folder.resolve("password")));
        command.addAll(
                List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"));
        if (!options.durable()) {
            command.add("--no-sync");
        }
        Path output = folder.resolve("initdb.log");
        int status =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start()
                        .waitFor();
        if (status != 0) {
            throw new IOException(
                    "initdb failed: " + Files.readString(output).strip().replace('\n', ' '));
        }
        Files.move(aside, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * After a crash PostgreSQL refuses to start when the process id in its lock file is alive,
     * though that may long be somebody else (in a container ids repeat). Its own left-over process
     * was ended before this is called.
     */
    private void forgetForeignProcess(Path lockFile) throws IOException {
        if (Files.notExists(lockFile)) {
            return;
        }
        Optional<ProcessHandle> holder =
                Files.readString(lockFile)
                        .lines()
                        .findFirst()
                        .map(String::strip)
                        .filter(line -> line.matches("[0-9]{1,18}"))
                        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)));
        boolean foreign =
                holder.flatMap(process -> process.info().command())
                        .filter(command -> !command.endsWith("/postgres"))
                        .isPresent();
        if (foreign) {
            Files.delete(lockFile);
        }
    }

    private List<String> unprivileged() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        return Executable.find("unshare")
                .map(unshare -> List.of(unshare.toString(), "--user"))
                .orElseThrow(
                        () ->
                                new EngineException(
                                        "PostgreSQL does not run as root. "
                                                + "Run as another user, install unshare (util-linux), or name a server in REPARTEE_POSTGRES."));
    }

    private String program(String name) {
        try {
            return binaries.postgres().resolve("bin").resolve(name).toString();
        } catch (IOException failure) {
            throw new EngineException("Can't unpack PostgreSQL: " + failure.getMessage(), failure);
        }
    }

    private String url(String database, String parameters) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + parameters;
    }

    private static void setting(List<String> command, String name, String value) {
        command.add("-c");
        command.add(name + "=" + value);
    }
}
