package dev.repartee.bench.fuzz.remote;

import dev.repartee.bench.fuzz.guide.Faults;
import dev.repartee.bench.fuzz.guide.FuzzResult;
import dev.repartee.bench.fuzz.guide.Pool;
import dev.repartee.bench.fuzz.guide.Words;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Sieges of one real system, one door after the other, each with a look at its aftermath. */
public final class RemoteRun implements AutoCloseable {

    /** How long a siege lasts: whichever comes first. */
    public record Limits(Duration time, long cases) {}

    private static final String GATEWAY = "dev.repartee.gateway";
    private static final Duration TICK = Duration.ofSeconds(5);
    private static final Duration PARKED = Duration.ofSeconds(120);
    private static final int WARM_UP = 500;
    private static final int BATCH = 500;

    /** Bad records that are not dead letters yet, before more are written. */
    private static final int MOST_BEHIND = 1_000;

    private final TwoTenants system;
    private final DeadLetterLog deadLetters;
    private final Consumer<String> progress;
    private String logBefore = "";

    private RemoteRun(TwoTenants system, Consumer<String> progress) {
        this.system = system;
        this.progress = progress;
        this.deadLetters = new DeadLetterLog(system.cluster().engines().addresses().kafka());
    }

    /**
     * Starts a system to besiege.
     *
     * @param folder for its data and logs; must be empty or absent
     */
    public static RemoteRun start(Path folder, Consumer<String> progress) {
        return new RemoteRun(TwoTenants.start(folder), progress);
    }

    /** Besieges the HTTP API. */
    public FuzzResult http(long seed, Limits limits) throws InterruptedException {
        AnswerRules rules = system.rules();
        Placeholders placeholders = system.placeholders();
        return siege(
                "http",
                random -> new RequestClient(system.gateway(), rules, placeholders, random),
                Dictionary.http(),
                List.of(
                        GATEWAY + ".http",
                        GATEWAY + ".openai",
                        GATEWAY + ".form",
                        GATEWAY + ".intake",
                        GATEWAY + ".view",
                        "dev.repartee.control"),
                seed,
                limits);
    }

    /** Besieges the WebSocket endpoint. */
    public FuzzResult webSocket(long seed, Limits limits) throws InterruptedException {
        AnswerRules rules = system.rules();
        Placeholders placeholders = system.placeholders();
        return siege(
                "websocket",
                random -> new SocketClient(system.gateway(), rules, placeholders, random),
                Dictionary.webSocket(),
                List.of(GATEWAY + ".socket", GATEWAY + ".form", GATEWAY + ".push"),
                seed,
                limits);
    }

    private FuzzResult siege(
            String name,
            Siege.Clients clients,
            Words words,
            List<String> packages,
            long seed,
            Limits limits)
            throws InterruptedException {
        Faults faults = new Faults();
        Pool pool = new Pool("fuzz/" + name, List.of());
        deadLetters.startHere();
        new Siege(name, clients, words, pool, faults)
                .run(seed + 1, System.nanoTime() + limits.time().toNanos(), WARM_UP);
        Patience.pause(TICK);
        Footprint before = system.footprint();
        Siege siege = new Siege(name, clients, words, pool, faults);
        long begun = System.nanoTime();
        Thread watch = Thread.ofVirtual().start(() -> watch(siege));
        siege.run(seed, begun + limits.time().toNanos(), limits.cases());
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        watch.interrupt();
        watch.join();
        Aftermath aftermath = new Aftermath(system, faults);
        Footprint after = aftermath.settled(before);
        logBefore = aftermath.unharmed(logBefore);
        aftermath.parkedNothing(deadLetters);
        return new FuzzResult(
                name,
                siege.cases(),
                took,
                pool.kept(),
                system.coverage(packages),
                siege.kinds() + " kinds of answers; before: " + before + "; after: " + after,
                faults.all());
    }

    /** Writes records that can't be read among some that can; then everybody is still served. */
    public FuzzResult records(long seed, Limits limits) {
        Faults faults = new Faults();
        Pool pool = new Pool("fuzz/events", List.of());
        Words words = Dictionary.records();
        BadRecords bad = new BadRecords(system.cluster().engines().addresses().kafka(), faults);
        SplittableRandom random = new SplittableRandom(seed);
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < limits.time().toNanos()
                && bad.written() < limits.cases()) {
            bad.write(random, pool, words, (int) Math.min(BATCH, limits.cases()));
            int behind = bad.behind(deadLetters);
            while (behind > MOST_BEHIND && System.nanoTime() - begun < limits.time().toNanos()) {
                behind = bad.behind(deadLetters);
            }
            progress.accept(
                    "records: %,d written, %,d to become dead letters"
                            .formatted(bad.written(), behind));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        bad.expectDeadLetters(deadLetters, PARKED);
        Aftermath aftermath = new Aftermath(system, faults);
        aftermath.everybodyIsServed();
        logBefore = aftermath.unharmed(logBefore);
        return new FuzzResult(
                "records",
                bad.written(),
                took,
                pool.kept(),
                system.coverage(
                        List.of(
                                "dev.repartee.dispatch",
                                "dev.repartee.history",
                                "dev.repartee.delivery",
                                "dev.repartee.kafka.consumer")),
                bad.unreadable() + " unreadable, each to become a dead letter",
                faults.all());
    }

    /** Also gives the attacker back the assistant that it may have spoilt. */
    private void watch(Siege siege) {
        try {
            while (true) {
                Thread.sleep(TICK);
                progress.accept(siege.progress());
                try {
                    system.restore();
                } catch (RuntimeException failed) {
                    progress.accept("the assistant is not restored: " + failed.getMessage());
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        deadLetters.close();
        system.close();
    }
}
