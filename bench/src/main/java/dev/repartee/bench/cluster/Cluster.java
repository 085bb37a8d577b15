package dev.repartee.bench.cluster;

import dev.repartee.app.FirstRun;
import dev.repartee.app.Main;
import dev.repartee.embedded.EmbeddedEngines;
import dev.repartee.embedded.EngineOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Engines and role processes over one folder, as a cluster on this machine.
 *
 * <p>Each role process is told by its environment where the engines are, so that a proxy can stand
 * between any of them: its {@link RoleSpec} overrides {@code REPARTEE_KAFKA}, {@code
 * REPARTEE_POSTGRES} or {@code REPARTEE_REDIS}. All gateways look for the control plane at one
 * port; a second process with that role needs a {@code REPARTEE_CONTROL_PORT} of its own. One
 * thread uses a cluster.
 */
public final class Cluster implements AutoCloseable {

    /** Below the folder: what the engines and the roles keep. */
    static final String DATA = "data";

    private static final String DATABASE = "repartee";

    private final Path folder;
    private final Path config;
    private final EmbeddedEngines engines;
    private final int controlPort;
    private final Map<String, RoleProcess> roles = new LinkedHashMap<>();

    private Cluster(Path folder, Path config, EmbeddedEngines engines, int controlPort) {
        this.folder = folder;
        this.config = config;
        this.engines = engines;
        this.controlPort = controlPort;
    }

    /**
     * Starts the engines.
     *
     * @param folder for the data and logs of everything; made when missing
     * @param yaml the configuration of all role processes
     */
    public static Cluster start(Path folder, EngineOptions options, String yaml) {
        try {
            Files.createDirectories(folder);
            Path config = folder.resolve("repartee.yaml");
            Files.writeString(config, yaml);
            return new Cluster(
                    folder,
                    config,
                    EmbeddedEngines.start(folder.resolve(DATA), options),
                    freePort());
        } catch (IOException e) {
            throw new UncheckedIOException("Can't prepare " + folder, e);
        }
    }

    public EmbeddedEngines engines() {
        return engines;
    }

    /** Where its processes leave their output and logs. */
    public Path folder() {
        return folder;
    }

    public Path data() {
        return folder.resolve(DATA);
    }

    /** {@code REPARTEE_POSTGRES} for a server at another address, a proxy's say. */
    public String postgresAt(String host, int port) {
        String address = engines.addresses().postgres();
        String user = address.replaceFirst(".*[?&]user=([^&]*).*", "$1");
        String password = address.replaceFirst(".*[?&]password=([^&]*).*", "$1");
        return "postgresql://%s:%s@%s:%d/%s".formatted(user, password, host, port, DATABASE);
    }

    /** Starts a process of roles, in place of one of that name that has ended; returns at once. */
    public RoleProcess begin(RoleSpec spec) {
        RoleProcess before = roles.get(spec.name());
        if (before != null && before.process().alive()) {
            throw new IllegalStateException(spec.name() + " is still running");
        }
        List<String> jvm = new ArrayList<>(spec.jvm());
        jvm.add("-Xmx" + spec.heapMegabytes() + "m");
        RoleProcess started =
                new RoleProcess(
                        spec,
                        JavaProcess.start(
                                new ProcessSpec(
                                        spec.name(),
                                        jvm,
                                        Main.class.getName(),
                                        List.of(
                                                "up",
                                                "--roles=" + spec.roles(),
                                                "--config=" + config,
                                                "--data=" + data()),
                                        environment(spec)),
                                folder));
        roles.put(spec.name(), started);
        return started;
    }

    /** The same, once it takes traffic. */
    public RoleProcess startRole(RoleSpec spec) {
        return begin(spec).ready();
    }

    /** A process by its name. */
    public RoleProcess role(String name) {
        RoleProcess role = roles.get(name);
        if (role == null) {
            throw new IllegalArgumentException(
                    "no process is named " + name + ": " + roles.keySet());
        }
        return role;
    }

    /** All processes that were started, in that order. */
    public List<RoleProcess> roles() {
        return List.copyOf(roles.values());
    }

    /** What the first process with the role control made: the tenant and its API key. */
    public FirstRun credentials() {
        return FirstRun.read(data());
    }

    /** Runs a command such as {@code audit} over this cluster; its process has ended. */
    public JavaProcess command(String name, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--config=" + config);
        all.add("--data=" + data());
        return JavaProcess.start(
                new ProcessSpec(
                        name, List.of("-XX:+UseSerialGC"), Main.class.getName(), all, Map.of()),
                folder);
    }

    /** Stops the roles, then the engines. */
    @Override
    public void close() {
        roles().reversed().forEach(RoleProcess::close);
        engines.close();
    }

    private Map<String, String> environment(RoleSpec spec) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("REPARTEE_GATEWAY_NETWORK_PORT", "0");
        environment.put("REPARTEE_OPERATIONS_PORT", "0");
        environment.put("REPARTEE_CONTROL_PORT", Integer.toString(controlPort));
        environment.put("REPARTEE_GATEWAY_CONTROL", "http://127.0.0.1:" + controlPort);
        environment.put("REPARTEE_ENGINES_KAFKA_REPLICATION", "1");
        environment.put("REPARTEE_KAFKA", engines.addresses().kafka());
        environment.put("REPARTEE_REDIS", engines.addresses().redis());
        environment.putAll(spec.environment());
        return environment;
    }

    /** For the control plane, which every gateway has to know before it starts. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
