package dev.repartee.bench.drill;

import dev.repartee.bench.drill.client.HistoryReader;
import dev.repartee.bench.drill.ledger.Ledger.Talk;
import dev.repartee.bench.drill.ledger.LogOrder;
import dev.repartee.bench.drill.ledger.Stored;
import dev.repartee.bench.drill.ledger.StoredRow;
import dev.repartee.bench.drill.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads every conversation back over HTTP, once history had time to catch up. */
final class HistoryCheck {

    private static final int AT_ONCE = 8;
    private static final Duration CATCHES_UP = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Site site;
    private final Stored stored;

    HistoryCheck(Site site, LogOrder log) {
        this.site = site;
        this.stored = new Stored(site.ledger(), log);
    }

    void check() throws InterruptedException {
        long end = System.nanoTime() + CATCHES_UP.toNanos();
        try (HistoryReader reader =
                        new HistoryReader(
                                site.process("gateway-2").gateway(),
                                site.cluster().credentials().apiKey());
                ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Void>> reads = new ArrayList<>();
            for (Talk talk : site.ledger().talks()) {
                Callable<Void> read =
                        () -> {
                            stored.check(talk, complete(reader, talk, end));
                            return null;
                        };
                reads.add(threads.submit(read));
            }
            for (Future<Void> read : reads) {
                read.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the history can't be read", e.getCause());
        }
    }

    /** The conversation once all of its messages have ended there, or as it is when time is up. */
    private List<StoredRow> complete(HistoryReader reader, Talk talk, long end)
            throws InterruptedException {
        while (true) {
            List<StoredRow> rows = reader.read(talk);
            if (stored.complete(talk, rows) || System.nanoTime() > end) {
                return rows;
            }
            Thread.sleep(POLL);
        }
    }
}
