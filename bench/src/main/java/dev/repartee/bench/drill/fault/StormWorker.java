package dev.repartee.bench.drill.fault;

import dev.repartee.app.node.EngineAccess;
import dev.repartee.app.node.EnginesConfig;
import dev.repartee.app.node.Node;
import dev.repartee.app.node.Role;
import dev.repartee.app.node.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A worker that joins and leaves its groups over and over: the roles start and stop within one JVM,
 * because starting a JVM takes longer than a turn of the storm.
 */
public final class StormWorker {

    static final String JOINED = "joined";

    private StormWorker() {}

    /**
     * Runs until it is told to end.
     *
     * @param arguments the data folder, the configuration, the roles, and how long in milliseconds
     *     each stay and each absence lasts
     */
    public static void main(String[] arguments) throws InterruptedException {
        Path data = Path.of(arguments[0]);
        Settings settings =
                Settings.load(
                        Path.of(arguments[1]),
                        Map.of("REPARTEE_OPERATIONS_PORT", "0", "REPARTEE_LOG_LEVEL", "warn"));
        Set<Role> roles = Role.parse(arguments[2]);
        long turn = Long.parseLong(arguments[3]);
        AtomicBoolean ending = new AtomicBoolean();
        Thread storm = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    ending.set(true);
                                    join(storm);
                                }));
        while (!ending.get()) {
            try (EngineAccess engines = EngineAccess.find(EnginesConfig.defaults(), data);
                    Node node = Node.start(settings, roles, data, engines)) {
                System.out.println(JOINED + " " + node.operationsUrl());
                Thread.sleep(turn);
            }
            Thread.sleep(turn);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
