package dev.repartee.bench.fuzz.remote;

import dev.repartee.bench.fuzz.guide.Faults;
import dev.repartee.bench.fuzz.guide.Mutator;
import dev.repartee.bench.fuzz.guide.Pool;
import dev.repartee.bench.fuzz.guide.Words;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that send what nobody should, side by side, until they are told to stop. Inputs that are
 * answered in a way not seen before are kept and changed further.
 */
final class Siege {

    private static final int CLIENTS = 4;

    /** One client. Used by one thread. */
    interface Client extends AutoCloseable {

        /**
         * Sends one input.
         *
         * @return the kind of answer, the same for answers that differ in values only
         * @throws Exception when the connection failed in a way that a client may see
         */
        String attempt(byte[] input, Faults faults) throws Exception;

        @Override
        void close();
    }

    /** Makes clients. */
    @FunctionalInterface
    interface Clients {
        Client client(SplittableRandom random);
    }

    private final String name;
    private final Clients clients;
    private final Words words;
    private final Pool pool;
    private final Faults faults;
    private final Set<String> kinds = ConcurrentHashMap.newKeySet();
    private final AtomicLong cases = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();

    Siege(String name, Clients clients, Words words, Pool pool, Faults faults) {
        this.name = name;
        this.clients = clients;
        this.words = words;
        this.pool = pool;
        this.faults = faults;
    }

    /** Runs until a moment of {@link System#nanoTime} or until so many cases were tried. */
    void run(long seed, long endNanos, long most) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        Thread[] threads = new Thread[CLIENTS];
        for (int i = 0; i < CLIENTS; i++) {
            SplittableRandom own = random.split();
            threads[i] =
                    Thread.ofPlatform()
                            .daemon()
                            .name(name + "-" + i)
                            .start(() -> client(own, endNanos, most));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    long cases() {
        return cases.get();
    }

    /** How many different kinds of answers came. */
    int kinds() {
        return kinds.size();
    }

    String progress() {
        return "%s: %,d cases, %d kinds of answers, %d kept, %d connections cut, %d findings"
                .formatted(name, cases(), kinds(), pool.kept(), broken.get(), faults.count());
    }

    private void client(SplittableRandom random, long endNanos, long most) {
        Mutator mutator = new Mutator(random, words);
        try (Client client = clients.client(random)) {
            while (System.nanoTime() < endNanos && cases.getAndIncrement() < most) {
                byte[] known = pool.pick(random);
                byte[] input =
                        random.nextInt(12) == 0 ? known : mutator.mutate(known, pool.pick(random));
                try {
                    if (kinds.add(client.attempt(input, faults))) {
                        pool.add(input);
                    }
                } catch (Exception cut) {
                    broken.incrementAndGet();
                }
            }
        }
    }
}
