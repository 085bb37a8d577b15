package dev.repartee.bench.drill;

import dev.repartee.bench.drill.Drill.Terms;
import dev.repartee.bench.drill.client.Manner;
import dev.repartee.bench.drill.fault.ChangeWeather;
import dev.repartee.bench.drill.fault.FailModel;
import dev.repartee.bench.drill.fault.Fault;
import dev.repartee.bench.drill.fault.FillDisk;
import dev.repartee.bench.drill.fault.KillEngine;
import dev.repartee.bench.drill.fault.KillProcess;
import dev.repartee.bench.drill.fault.Misbehave;
import dev.repartee.bench.drill.fault.PauseProcess;
import dev.repartee.bench.drill.fault.Poison;
import dev.repartee.bench.drill.fault.RebalanceStorm;
import dev.repartee.bench.drill.fault.RollingRestart;
import dev.repartee.bench.drill.fault.Stampede;
import dev.repartee.bench.drill.proxy.Weather;
import dev.repartee.bench.drill.site.EngineKind;
import dev.repartee.bench.drill.site.Layout;
import dev.repartee.bench.drill.site.SiteSpec;
import dev.repartee.bench.stub.StubFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every drill there is. */
final class Drills {

    private static final Duration OUTAGE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final Duration NONE = Duration.ZERO;
    private static final String TWIN = "twin-1";

    private static final Layout GATEWAYS = Layout.doubling();
    private static final Layout WORKERS = Layout.doubling("dispatch", "inference");
    private static final Layout READERS = Layout.doubling("delivery", "history");
    private static final Layout STAGES =
            Layout.doubling("dispatch", "inference", "delivery", "history", "audit");

    private static final List<Drill> ALL = catalogue();

    private Drills() {}

    static List<Drill> all() {
        return ALL;
    }

    static Optional<Drill> named(String name) {
        return ALL.stream().filter(drill -> drill.name().equals(name)).findFirst();
    }

    private static List<Drill> catalogue() {
        List<Drill> drills = new ArrayList<>();
        kills(drills);
        engines(drills);
        models(drills);
        disksAndLines(drills);
        clients(drills);
        drills.add(
                new Drill(
                        "rebalance-storm",
                        "two more workers join and leave every 2 s for 20 s",
                        SiteSpec.of(WORKERS),
                        new RebalanceStorm("dispatch,inference", 2),
                        OUTAGE,
                        Terms.REFUSALS_ALLOWED));
        drills.add(
                new Drill(
                        "rolling-restart",
                        "every process is stopped and started again, one after the other",
                        SiteSpec.of(STAGES),
                        new RollingRestart(),
                        NONE,
                        Terms.NOTHING_REFUSED));
        return List.copyOf(drills);
    }

    private static void kills(List<Drill> drills) {
        drills.add(
                drill(
                        "kill-gateway",
                        "kill -9 of one of two gateways, restarted after 20 s",
                        SiteSpec.of(GATEWAYS),
                        KillProcess.one("gateway-1")));
        for (String role : List.of("dispatch", "inference", "delivery", "history", "audit")) {
            drills.add(
                    drill(
                            "kill-" + role,
                            "kill -9 of one of two processes of %s, restarted after 20 s"
                                    .formatted(role),
                            SiteSpec.of(Layout.doubling(role)),
                            KillProcess.one(TWIN)));
        }
        drills.add(
                drill(
                        "kill-control",
                        "kill -9 of the control plane, restarted after 20 s",
                        SiteSpec.of(Layout.apart("control")),
                        KillProcess.one(Layout.APART)));
        drills.add(
                drill(
                        "kill-workers",
                        "kill -9 of one of two processes of dispatch and inference",
                        SiteSpec.of(WORKERS),
                        KillProcess.one(TWIN)));
        drills.add(
                new Drill(
                        "kill-all",
                        "kill -9 of every role process at one moment, restarted after 5 s",
                        SiteSpec.of(WORKERS),
                        new KillProcess(List.copyOf(WORKERS.processes().keySet())),
                        Duration.ofSeconds(5),
                        Terms.REFUSALS_ALLOWED));
        drills.add(
                drill(
                        "pause-workers",
                        "SIGSTOP of one of two processes of dispatch and inference for 20 s",
                        SiteSpec.of(WORKERS),
                        new PauseProcess(TWIN)));
        drills.add(
                drill(
                        "pause-readers",
                        "SIGSTOP of one of two processes of delivery and history for 20 s",
                        SiteSpec.of(READERS),
                        new PauseProcess(TWIN)));
    }

    private static void engines(List<Drill> drills) {
        for (EngineKind engine : EngineKind.values()) {
            drills.add(
                    drill(
                            "kill-" + engine.word(),
                            "kill -9 of %s, restarted after 20 s".formatted(engine.word()),
                            SiteSpec.of(WORKERS),
                            new KillEngine(engine)));
        }
    }

    private static void models(List<Drill> drills) {
        drills.add(
                drill(
                        "model-fails",
                        "every call of the model and the NLP service fails for 20 s",
                        SiteSpec.of(WORKERS),
                        new FailModel(StubFaults.ERRORS)));
        drills.add(
                drill(
                        "model-refuses",
                        "every call of the model and the NLP service gets 429 for 20 s",
                        SiteSpec.of(WORKERS),
                        new FailModel(StubFaults.REFUSALS)));
        drills.add(
                drill(
                        "model-hangs",
                        "no call of the model and the NLP service is answered for 20 s",
                        SiteSpec.of(WORKERS),
                        new FailModel(StubFaults.HANGS)));
        drills.add(
                drill(
                        "model-trickles",
                        "a word a second, without end, for 20 s",
                        SiteSpec.of(WORKERS),
                        new FailModel(StubFaults.TRICKLES)));
        drills.add(
                drill(
                        "poison",
                        "records that nobody can read, on every topic that a stage reads",
                        SiteSpec.of(WORKERS),
                        new Poison(10)));
    }

    private static void disksAndLines(List<Drill> drills) {
        for (EngineKind engine : List.of(EngineKind.KAFKA, EngineKind.POSTGRES)) {
            drills.add(
                    drill(
                            "full-disk-" + engine.word(),
                            "the disk of %s is full for 20 s".formatted(engine.word()),
                            SiteSpec.of(WORKERS).withDisk(engine),
                            new FillDisk(engine)));
        }
        String[] everybody = WORKERS.processes().keySet().toArray(String[]::new);
        drills.add(
                drill(
                        "slow-postgres",
                        "each answer of PostgreSQL takes 300 ms more for 20 s",
                        SiteSpec.of(WORKERS).withLine(EngineKind.POSTGRES, everybody),
                        new ChangeWeather(new Weather.Slow(Duration.ofMillis(150)))));
        for (EngineKind engine : EngineKind.values()) {
            drills.add(
                    drill(
                            "cut-" + engine.word(),
                            "the line of one worker, one gateway and the rest to %s is cut for 20 s"
                                    .formatted(engine.word()),
                            SiteSpec.of(WORKERS).withLine(engine, TWIN, "gateway-1", Layout.REST),
                            new ChangeWeather(new Weather.Cut())));
            drills.add(
                    drill(
                            "swallow-" + engine.word(),
                            "the same line swallows everything for 20 s, and nobody is told",
                            SiteSpec.of(WORKERS).withLine(engine, TWIN, "gateway-1", Layout.REST),
                            new ChangeWeather(new Weather.Blackhole())));
        }
    }

    private static void clients(List<Drill> drills) {
        drills.add(
                drill(
                        "clients-vanish",
                        "a third of the users is gone when a reply begins to stream, for 20 s",
                        SiteSpec.of(READERS),
                        new Misbehave(Manner.VANISHING, 3)));
        drills.add(
                drill(
                        "clients-silent",
                        "a third of the users acknowledges nothing for 20 s, then comes back",
                        SiteSpec.of(READERS),
                        new Misbehave(Manner.SILENT, 3)));
        drills.add(
                new Drill(
                        "clients-herd",
                        "all users lose their connections at once and come back together",
                        SiteSpec.of(READERS),
                        new Stampede(Duration.ofMillis(500)),
                        SHORT,
                        Terms.REFUSALS_ALLOWED));
    }

    private static Drill drill(String name, String summary, SiteSpec site, Fault fault) {
        return new Drill(name, summary, site, fault, OUTAGE, Terms.REFUSALS_ALLOWED);
    }
}
