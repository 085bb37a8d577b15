package dev.repartee.app.command;

import dev.repartee.app.FirstRun;
import dev.repartee.app.StartCaches;
import dev.repartee.app.node.EngineAccess;
import dev.repartee.app.node.Node;
import dev.repartee.app.node.Role;
import dev.repartee.app.node.Settings;
import dev.repartee.gateway.GatewayConfig;
import dev.repartee.runtime.Logging;
import dev.repartee.runtime.StartupException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs Repartee in the foreground. */
@Command(
        name = "up",
        description = "Run Repartee: all roles and embedded engines unless told otherwise.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

    @Mixin private Place place = new Place();

    @Option(names = "--port", description = "the gateway's port (default: 8080)", paramLabel = "N")
    private @Nullable Integer port;

    @Option(
            names = "--roles",
            description =
                    "all, or some of gateway, dispatch, inference, delivery, history, audit,"
                            + " control (default: ${DEFAULT-VALUE})",
            defaultValue = "all")
    private String roles = "all";

    @Override
    public Integer call() throws InterruptedException, IOException {
        Settings settings = place.settings();
        Logging.apply(settings.log());
        Set<Role> wanted = Role.parse(roles);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch closed = Shutdown.onSignal(end);
        try {
            writable(place.data());
            if (wanted.contains(Role.GATEWAY)) {
                free(settings.withPort(port).of(GatewayConfig.class).network());
            }
            run(settings.withPort(port), wanted, end);
            return 0;
        } finally {
            closed.countDown();
        }
    }

    private void run(Settings settings, Set<Role> wanted, CountDownLatch end)
            throws InterruptedException {
        try (EngineAccess engines =
                        EngineAccess.open(
                                settings.engines(), place.data(), StartCaches.engineOptions());
                Node node = Node.start(settings, wanted, place.data(), engines)) {
            announce(node, wanted);
            end.await();
        }
    }

    private void announce(Node node, Set<Role> wanted) {
        long started = ManagementFactory.getRuntimeMXBean().getStartTime();
        double seconds = (System.currentTimeMillis() - started) / 1000.0;
        System.out.printf("Repartee is ready after %.1f s.%n", seconds);
        if (wanted.contains(Role.GATEWAY)) {
            System.out.println("  talk:        ./repartee chat");
            System.out.println(
                    "  HTTP:        " + node.url() + "  (docs at " + node.url() + "/docs)");
            System.out.println("  credentials: " + FirstRun.file(place.data()));
        } else {
            System.out.println("  roles:       " + roles);
        }
        System.out.println("  operations:  " + node.operationsUrl() + "/ready, /health, /metrics");
        System.out.println("Ctrl-C stops.");
    }

    /** Told before the engines start, not after. */
    private static void free(GatewayConfig.Network network) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(network.host(), network.port()));
        } catch (IOException e) {
            throw StartupException.portInUse(network.port(), "--port", e);
        }
    }

    private static void writable(Path data) {
        try {
            Files.createDirectories(data);
            Files.delete(Files.createTempFile(data, "probe", ""));
        } catch (IOException e) {
            throw StartupException.unwritable(data, e);
        }
    }
}
