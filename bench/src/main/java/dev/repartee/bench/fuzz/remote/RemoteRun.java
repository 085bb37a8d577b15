package dev.repartee.bench.fuzz.remote;

import dev.repartee.bench.api.Api;
import dev.repartee.bench.fuzz.guide.Faults;
import dev.repartee.bench.fuzz.guide.Finding;
import dev.repartee.bench.fuzz.guide.FuzzResult;
import dev.repartee.bench.fuzz.guide.Pool;
import dev.repartee.bench.fuzz.guide.Words;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Sieges of one real system: each with a look at what the process holds before and after, at its
 * log, at what became of the messages, and at the victim's data.
 */
public final class RemoteRun implements AutoCloseable {

    /** How long a siege lasts: whichever comes first. */
    public record Limits(Duration time, long cases) {}

    private static final String ASSISTANT = "/api/v1/assistants/velo-verde";
    private static final String GATEWAY = "dev.repartee.gateway";
    private static final Duration TICK = Duration.ofSeconds(5);
    private static final Duration SETTLED = Duration.ofSeconds(90);
    private static final Duration PARKED = Duration.ofSeconds(120);
    private static final int WARM_UP = 500;
    private static final int USERS = 120;
    private static final int BATCH = 500;

    /** Bad records that are not dead letters yet, before more are written. */
    private static final int MOST_BEHIND = 1_000;

    private static final List<String> IDS =
            List.of(
                    "ana",
                    "bea",
                    "a-1",
                    "b-1",
                    "b-2",
                    "a-talk",
                    "b-talk",
                    "b-guide",
                    "b-doc",
                    "velo-verde",
                    "spare",
                    "other",
                    "demo");

    private final TwoTenants system;
    private final DeadLetterLog deadLetters;
    private final Consumer<String> progress;
    private final String assistant;
    private String logBefore = "";

    private RemoteRun(TwoTenants system, Consumer<String> progress) {
        this.system = system;
        this.progress = progress;
        this.deadLetters = new DeadLetterLog(system.cluster().engines().addresses().kafka());
        this.assistant = system.attacker().get(ASSISTANT).body();
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
        Words words =
                words(
                        "GET",
                        "POST",
                        "PUT",
                        "DELETE",
                        "HEAD",
                        "OPTIONS",
                        "PATCH",
                        "CONNECT",
                        "/api/v1/",
                        "//",
                        "/..;/",
                        "%2e%2e%2f",
                        "%0d%0aX-Injected:%201",
                        "x\r\nX-Injected: 1",
                        "HTTP/1.0",
                        "HTTP/2.0",
                        "*",
                        "Transfer-Encoding",
                        "Content-Length",
                        "Expect: 100-continue",
                        "Content-Encoding: gzip",
                        "text/event-stream",
                        "application/json",
                        "multipart/form-data; boundary=x",
                        "Range: bytes=0-1",
                        "If-Match",
                        "X-Forwarded-For",
                        "limit=100",
                        "cursor=",
                        "' OR 1=1--",
                        "stream",
                        "true",
                        "observe",
                        "assist",
                        "requestId",
                        "text");
        return siege(
                "http",
                random -> new RequestClient(system.gateway(), rules, placeholders, random),
                words,
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
        Words words =
                words(
                        "type",
                        "message",
                        "ack",
                        "typing",
                        "ping",
                        "text",
                        "requestId",
                        "conversationId",
                        "userId",
                        "observe",
                        "assist",
                        "attachments");
        return siege(
                "websocket",
                random -> new SocketClient(system.gateway(), rules, placeholders, random),
                words,
                List.of(GATEWAY + ".socket", GATEWAY + ".form", GATEWAY + ".push"),
                seed,
                limits);
    }

    /** The attacker's assistant, as it was at the beginning. */
    private void restore() {
        system.attacker().put(ASSISTANT, assistant);
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
        Footprint after = settled(before, faults);
        aftermath(faults);
        parkedNothing(faults);
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
        Words words = words("request", "replied", "parked", "resend", "v: ", "type: ", "work");
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
        everybodyIsServed(faults);
        aftermath(faults);
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

    private Words words(String... own) {
        return new Words(Stream.concat(IDS.stream(), Stream.of(own)).toList());
    }

    /** Also gives the attacker back the assistant that it may have spoilt. */
    private void watch(Siege siege) {
        try {
            while (true) {
                Thread.sleep(TICK);
                progress.accept(siege.progress());
                try {
                    restore();
                } catch (RuntimeException failed) {
                    progress.accept("the assistant is not restored: " + failed.getMessage());
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private Footprint settled(Footprint before, Faults faults) {
        Footprint[] now = {system.footprint()};
        boolean back =
                Patience.until(
                        SETTLED,
                        () -> {
                            if (now[0].grownSince(before).isEmpty()) {
                                return true;
                            }
                            Patience.pause(TICK);
                            now[0] = system.footprint();
                            return now[0].grownSince(before).isEmpty();
                        });
        if (!back) {
            Optional<String> grown = now[0].grownSince(before);
            faults.add(new Finding("leak: " + grown.orElse(""), "", new byte[0]));
        }
        return now[0];
    }

    private void aftermath(Faults faults) {
        if (!system.alive()) {
            faults.add(new Finding("the process ended", "", new byte[0]));
            return;
        }
        system.intact()
                .ifPresent(gone -> faults.add(new Finding("the victim's data", gone, new byte[0])));
        String log = system.log();
        LogWatch.faults(log.substring(Math.min(log.length(), logBefore.length())))
                .forEach(
                        (line, times) ->
                                faults.add(
                                        new Finding(
                                                "logged: " + line,
                                                times + " times",
                                                line.getBytes(StandardCharsets.UTF_8))));
        logBefore = log;
    }

    /** What clients send must never end as a dead letter: that would be a message not answered. */
    private void parkedNothing(Faults faults) {
        for (List<DeadLetterLog.Letter> letters = deadLetters.next();
                !letters.isEmpty();
                letters = deadLetters.next()) {
            for (DeadLetterLog.Letter letter : letters) {
                faults.add(
                        new Finding(
                                "parked by %s: %s, %s"
                                        .formatted(letter.group(), letter.cause(), letter.detail()),
                                letter.coordinates(),
                                new byte[0]));
            }
        }
    }

    /** Users on every partition get their replies. */
    private void everybodyIsServed(Faults faults) {
        restore();
        Patience.until(
                SETTLED,
                () -> system.attacker().get("/api/v1/models").body().contains("velo-verde"));
        String run = "after-" + System.nanoTime();
        for (int i = 0; i < USERS; i++) {
            Api.Reply reply =
                    system.attacker()
                            .post(
                                    "/api/v1/messages",
                                    "{\"userId\":\"late-%d\",\"requestId\":\"%s\",\"text\":\"hello\",\"assistantId\":\"velo-verde\"}"
                                            .formatted(i, run));
            if (reply.status() != 202) {
                faults.add(new Finding("not accepted afterwards", reply.toString(), new byte[0]));
            }
        }
        for (int i = 0; i < USERS; i++) {
            String path = "/api/v1/messages/" + run + "?userId=late-" + i;
            boolean replied =
                    Patience.until(
                            SETTLED,
                            () -> system.attacker().get(path).body().contains("\"replied\""));
            if (!replied) {
                faults.add(
                        new Finding(
                                "not replied to afterwards",
                                system.attacker().get(path).toString(),
                                new byte[0]));
                return;
            }
        }
    }

    @Override
    public void close() {
        deadLetters.close();
        system.close();
    }
}
