package dev.repartee.bench.drill.site;

import dev.repartee.app.StartCaches;
import dev.repartee.bench.cluster.Cluster;
import dev.repartee.bench.cluster.RoleProcess;
import dev.repartee.bench.cluster.RoleSpec;
import dev.repartee.bench.drill.client.Crowd;
import dev.repartee.bench.drill.client.CrowdSpec;
import dev.repartee.bench.drill.client.Doors;
import dev.repartee.bench.drill.ledger.Ledger;
import dev.repartee.bench.drill.proxy.FaultProxy;
import dev.repartee.embedded.Engine;
import dev.repartee.embedded.KafkaDoor;
import dev.repartee.embedded.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cluster with everything around it, for one drill. One thread uses it; the crowd has its own.
 */
public final class Site implements AutoCloseable {

    private static final int DISK_MEGABYTES = 512;
    private static final int HEAP_MEGABYTES = 768;

    /**
     * Half a dozen JVMs start on a machine that is under load: what they save by compiling less is
     * worth more here than what they lose later.
     */
    private static final String[] QUICK_TO_START = {
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms64m"
    };

    private final SiteSpec spec;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Map<String, RoleSpec> roles = new LinkedHashMap<>();
    private final Map<String, URI> gateways = new LinkedHashMap<>();
    private final Ledger ledger = new Ledger();
    private final ModelProcess model;
    private final Cluster cluster;
    private final @Nullable FaultProxy line;
    private final @Nullable SmallDisk disk;
    private final Crowd crowd;
    private int restarts;

    private Site(Path folder, SiteSpec spec, CrowdSpec crowd) throws IOException {
        this.spec = spec;
        Files.createDirectories(folder);
        try {
            this.model = opened(ModelProcess.start(folder));
            this.disk =
                    spec.disk() == null
                            ? null
                            : opened(
                                    SmallDisk.mount(
                                            folder.resolve("data").resolve(spec.disk().word()),
                                            DISK_MEGABYTES));
            int linePort = Port.free();
            KafkaDoor detour = KafkaDoor.detour(Port.free(), linePort);
            this.cluster =
                    opened(
                            Cluster.start(
                                    folder,
                                    StartCaches.engineOptions().unrevived().withKafkaDoor(detour),
                                    SiteConfiguration.yaml(model.url())));
            this.line =
                    spec.line() == null
                            ? null
                            : opened(FaultProxy.open(linePort, behind(spec.line(), detour)));
            start();
            String apiKey = cluster.credentials().apiKey();
            Setup.put(List.copyOf(gateways.values()), apiKey, SiteConfiguration.assistant());
            this.crowd =
                    opened(
                            new Crowd(
                                    crowd,
                                    new Doors(List.copyOf(gateways.values())),
                                    ledger,
                                    apiKey,
                                    SiteConfiguration.ASSISTANT));
        } catch (IOException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /** Starts everything, in a folder of its own; nobody is connected yet. */
    public static Site open(Path folder, SiteSpec spec, CrowdSpec crowd) {
        try {
            return new Site(folder, spec, crowd);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Cluster cluster() {
        return cluster;
    }

    public Ledger ledger() {
        return ledger;
    }

    public Crowd crowd() {
        return crowd;
    }

    public ModelProcess model() {
        return model;
    }

    public Layout layout() {
        return spec.layout();
    }

    public Engine engine(EngineKind kind) {
        return kind.of(cluster.engines());
    }

    /** The proxy; only when the drill asked for a line. */
    public FaultProxy line() {
        return needed(line, "line");
    }

    /** The small disk; only when the drill asked for one. */
    public SmallDisk disk() {
        return needed(disk, "disk");
    }

    public RoleProcess process(String name) {
        return cluster.role(name);
    }

    /** Begins to start a process again that has ended; its former output is kept beside the new. */
    public RoleProcess begin(String name) {
        restarts++;
        for (String kind : List.of("out", "err", "gc.log")) {
            Path file = cluster.folder().resolve(name + "." + kind);
            Path kept = cluster.folder().resolve(name + ".before-" + restarts + "." + kind);
            try {
                Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return cluster.begin(role(name));
    }

    /** Waits until a process that was begun takes traffic, and lets clients know. */
    public void ready(String name) {
        cluster.role(name).ready();
        URI gateway = gateways.get(name);
        if (gateway != null) {
            crowd.doors().back(gateway);
        }
    }

    /** Ends everything, the last opened first. */
    @Override
    public void close() {
        RuntimeException failed = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                if (failed == null) {
                    failed = new IllegalStateException("could not end everything", e);
                } else {
                    failed.addSuppressed(e);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    /** Where the engine behind the proxy listens. */
    private int behind(EngineKind engine, KafkaDoor detour) {
        return switch (engine) {
            case KAFKA -> detour.port();
            case POSTGRES ->
                    Integer.parseInt(
                            cluster.engines()
                                    .addresses()
                                    .postgres()
                                    .replaceFirst(".*:(\\d+)/.*", "$1"));
            case REDIS ->
                    Integer.parseInt(cluster.engines().addresses().redis().replaceFirst(".*:", ""));
        };
    }

    private void start() throws IOException {
        List<String> begun = new ArrayList<>();
        for (Map.Entry<String, String> process : spec.layout().processes().entrySet()) {
            RoleSpec role =
                    RoleSpec.of(process.getKey(), process.getValue())
                            .withJvm(HEAP_MEGABYTES, QUICK_TO_START);
            if (process.getValue().contains("gateway")) {
                int port = Port.free();
                role = role.with("REPARTEE_GATEWAY_NETWORK_PORT", Integer.toString(port));
                gateways.put(process.getKey(), URI.create("http://127.0.0.1:" + port));
            }
            role = detoured(role);
            roles.put(process.getKey(), role);
            cluster.begin(role);
            if (begun.isEmpty()) {
                // The first one makes topics and tables; then the others start side by side.
                cluster.role(process.getKey()).ready();
            }
            begun.add(process.getKey());
        }
        begun.forEach(name -> cluster.role(name).ready());
    }

    private RoleSpec detoured(RoleSpec role) {
        EngineKind engine = spec.line();
        if (engine == null || line == null || !spec.through().contains(role.name())) {
            return role;
        }
        return switch (engine) {
            case KAFKA -> role.with("REPARTEE_KAFKA", "127.0.0.1:" + line.port());
            case POSTGRES ->
                    role.with("REPARTEE_POSTGRES", cluster.postgresAt("127.0.0.1", line.port()));
            case REDIS ->
                    role.with(
                            "REPARTEE_REDIS",
                            cluster.engines()
                                    .addresses()
                                    .redis()
                                    .replaceFirst(":\\d+$", ":" + line.port()));
        };
    }

    private RoleSpec role(String name) {
        RoleSpec role = roles.get(name);
        if (role == null) {
            throw new IllegalArgumentException("no process is named " + name);
        }
        return role;
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    private static <T> T needed(@Nullable T part, String name) {
        if (part == null) {
            throw new IllegalStateException("the drill did not ask for a " + name);
        }
        return part;
    }
}
