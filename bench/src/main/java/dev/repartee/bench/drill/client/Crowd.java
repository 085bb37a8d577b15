package dev.repartee.bench.drill.client;

import dev.repartee.bench.drill.ledger.Entry;
import dev.repartee.bench.drill.ledger.Kind;
import dev.repartee.bench.drill.ledger.Ledger;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClientOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Users that talk at a steady rate, whatever the system does: the moment at which each message
 * should be sent is fixed beforehand. A tenth of what is accepted on a WebSocket is sent again over
 * HTTP, through another gateway.
 */
public final class Crowd implements AutoCloseable {

    private static final int EVENT_LOOPS = 2;
    private static final int HANDSHAKES = 100;
    private static final Duration ALL_CONNECTED = Duration.ofMinutes(3);
    private static final int REPEATED_SHARE = 10;
    private static final long REPEAT_WITHIN_MS = 3_000;
    private static final long TICK_NANOS = 2_000_000;
    private static final long SEED = 4;

    private final CrowdSpec spec;
    private final String assistant;
    private final Doors doors;
    private final Ledger ledger;
    private final Vertx vertx;
    private final Poster poster;
    private final List<Person> people;
    private volatile boolean talking;
    private volatile Thread talker = Thread.currentThread();

    public Crowd(CrowdSpec spec, Doors doors, Ledger ledger, String apiKey, String assistant) {
        this.spec = spec;
        this.assistant = assistant;
        this.doors = doors;
        this.ledger = ledger;
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS));
        this.poster = new Poster(vertx, doors, ledger, apiKey);
        Crew crew =
                new Crew(
                        vertx,
                        vertx.createWebSocketClient(
                                new WebSocketClientOptions().setMaxConnections(spec.users() * 2)),
                        doors,
                        ledger,
                        apiKey,
                        new AtomicLong(),
                        this::accepted);
        this.people =
                IntStream.range(0, spec.users())
                        .mapToObj(
                                number ->
                                        new Person(
                                                crew,
                                                Script.user(number),
                                                assistant,
                                                number % doors.count()))
                        .toList();
    }

    /** Connects everybody. */
    public void gather() throws InterruptedException {
        Semaphore handshakes = new Semaphore(HANDSHAKES);
        CountDownLatch online = new CountDownLatch(people.size());
        for (Person person : people) {
            handshakes.acquire();
            person.begin(
                    () -> {
                        handshakes.release();
                        online.countDown();
                    });
        }
        if (!online.await(ALL_CONNECTED.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(online.getCount() + " users could not connect");
        }
    }

    /**
     * Begins to talk, until {@link #hush}.
     *
     * @param growth how long it takes until the rate is reached
     */
    public void talk(Duration growth) {
        talking = true;
        Schedule schedule = new Schedule(spec.rate(), growth);
        talker = Thread.ofPlatform().name("crowd").start(() -> talkSteadily(schedule));
    }

    /** Nobody begins anything new; what was begun is sent until it is accepted. */
    public void hush() throws InterruptedException {
        talking = false;
        talker.join();
    }

    /** Makes one user in so many behave that way. */
    public void behave(Manner manner, int oneIn) {
        for (int i = 0; i < people.size(); i += oneIn) {
            people.get(i).behave(manner);
        }
    }

    /** Everybody loses the connection at the same moment and is back about so much later. */
    public void stampede(Duration away) {
        people.forEach(person -> person.drop(away.toMillis()));
    }

    public Doors doors() {
        return doors;
    }

    @Override
    public void close() {
        talking = false;
        poster.close();
        people.forEach(Person::retire);
        vertx.close().await();
    }

    private void talkSteadily(Schedule schedule) {
        Script script = new Script(people.size(), SEED);
        long start = System.nanoTime();
        long said = 0;
        while (talking) {
            while (talking && start + schedule.at(said) <= System.nanoTime()) {
                Script.Turn turn = script.next();
                for (Entry.Identity message : turn.messages()) {
                    say(turn.user(), ledger.open(message, start + schedule.at(said)));
                    said++;
                }
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    private void say(int user, Entry entry) {
        if (entry.identity().kind() == Kind.OBSERVED) {
            poster.send(entry, assistant, user);
        } else {
            people.get(user).say(entry);
        }
    }

    private void accepted(Entry entry, int door) {
        if (Math.floorMod(entry.requestId().hashCode(), REPEATED_SHARE) == 0) {
            vertx.setTimer(
                    1 + ThreadLocalRandom.current().nextLong(REPEAT_WITHIN_MS),
                    fired -> poster.repeat(entry, assistant, door + 1));
        }
    }
}
