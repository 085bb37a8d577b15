package dev.repartee.bench.drill.fault;

import dev.repartee.bench.cluster.JavaProcess;
import dev.repartee.bench.cluster.ProcessSpec;
import dev.repartee.bench.drill.site.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Workers that join and leave their groups every two seconds, so that partitions never come to
 * rest. A fault of one drill: it remembers the processes that it started.
 */
public final class RebalanceStorm implements Fault {

    private static final Duration TURN = Duration.ofSeconds(2);
    private static final Duration START = Duration.ofMinutes(4);
    private static final Pattern JOINED = Pattern.compile(StormWorker.JOINED);

    private final String roles;
    private final int workers;
    private final List<JavaProcess> running = new ArrayList<>();

    public RebalanceStorm(String roles, int workers) {
        this.roles = roles;
        this.workers = workers;
    }

    @Override
    public void inject(Site site) {
        Path folder = site.cluster().folder();
        for (int i = 1; i <= workers; i++) {
            running.add(
                    JavaProcess.start(
                            new ProcessSpec(
                                    "storm-" + i,
                                    List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                                    StormWorker.class.getName(),
                                    List.of(
                                            site.cluster().data().toString(),
                                            folder.resolve("repartee.yaml").toString(),
                                            roles,
                                            Long.toString(TURN.toMillis())),
                                    Map.of()),
                            folder));
        }
        running.forEach(worker -> worker.awaitOutput(JOINED, START));
    }

    @Override
    public void heal(Site site) {
        running.forEach(JavaProcess::stop);
        running.clear();
    }
}
