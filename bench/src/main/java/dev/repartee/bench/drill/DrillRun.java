package dev.repartee.bench.drill;

import dev.repartee.bench.drill.DrillResult.Repeats;
import dev.repartee.bench.drill.DrillResult.Speed;
import dev.repartee.bench.drill.client.CrowdSpec;
import dev.repartee.bench.drill.fault.Fault.Planted;
import dev.repartee.bench.drill.ledger.Ledger;
import dev.repartee.bench.drill.ledger.LogOrder;
import dev.repartee.bench.drill.ledger.Order;
import dev.repartee.bench.drill.ledger.Refusal;
import dev.repartee.bench.drill.ledger.Tally;
import dev.repartee.bench.drill.site.Site;
import dev.repartee.kafka.LogCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Runs one drill: warms up, is steady for a while, injects, holds, heals, waits for the recovery,
 * lets everything end, and judges.
 */
final class DrillRun {

    private static final Duration ENDS_WITHIN = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int QUICK_SECONDS = 5;
    private static final long JUDGED_AFTER = TimeUnit.SECONDS.toNanos(3);

    private final Drill drill;
    private final CrowdSpec crowd;
    private final Pace pace;
    private final Consumer<String> progress;

    /**
     * How long the parts of a drill take.
     *
     * @param warmUp while the rate grows; not judged
     * @param steady the measure of what comes later
     * @param recovers the most that the recovery may take
     */
    record Pace(Duration warmUp, Duration steady, Duration recovers) {}

    DrillRun(Drill drill, CrowdSpec crowd, Pace pace, Consumer<String> progress) {
        this.drill = drill;
        this.crowd = crowd;
        this.pace = pace;
        this.progress = progress;
    }

    /** Runs it with all its files in a folder. */
    DrillResult run(Path folder) throws InterruptedException {
        progress.accept("starting the cluster");
        try (Standstill standstill = new Standstill();
                Site site = Site.open(folder, drill.site(), crowd)) {
            site.crowd().gather();
            Recovery.Moments moments = happen(site);
            long until = System.nanoTime();
            site.crowd().hush();
            progress.accept("waiting for the last replies");
            awaitEnds(site.ledger());
            new Waits(site.ledger().entries(), moments).write(folder.resolve("waits.tsv"));
            Recovery recovery = Recovery.of(site.ledger(), moments, until - JUDGED_AFTER);
            return judge(site, recovery, standstill.total());
        }
    }

    private Recovery.Moments happen(Site site) throws InterruptedException {
        progress.accept("warming up");
        site.crowd().talk(pace.warmUp());
        Thread.sleep(pace.warmUp());
        awaitQuick(site.ledger(), System.nanoTime());
        long steady = System.nanoTime();
        progress.accept("steady");
        Thread.sleep(pace.steady());
        progress.accept("injecting: " + drill.summary());
        long injected = System.nanoTime();
        drill.fault().inject(site);
        Thread.sleep(drill.holds());
        progress.accept("healing");
        drill.fault().heal(site);
        long healed = System.nanoTime();
        Recovery.Moments moments = new Recovery.Moments(steady, injected, healed);
        progress.accept("recovering");
        awaitRecovery(site.ledger(), moments);
        return moments;
    }

    /** Cold processes are slow for a while; what they are then is no measure. */
    private void awaitQuick(Ledger ledger, long warm) throws InterruptedException {
        Recovery.Moments moments = new Recovery.Moments(warm, warm, warm);
        long end = warm + pace.recovers().toNanos();
        while (System.nanoTime() < end
                && !Recovery.of(ledger, moments, System.nanoTime() - JUDGED_AFTER)
                        .quickFor(QUICK_SECONDS)) {
            Thread.sleep(POLL.multipliedBy(2));
        }
    }

    private void awaitRecovery(Ledger ledger, Recovery.Moments moments)
            throws InterruptedException {
        long end = moments.healed() + pace.recovers().toNanos();
        long soonest =
                moments.healed() + TimeUnit.SECONDS.toNanos(2 * QUICK_SECONDS) + JUDGED_AFTER;
        while (System.nanoTime() < end) {
            Thread.sleep(POLL.multipliedBy(2));
            long now = System.nanoTime();
            if (now > soonest
                    && Recovery.of(ledger, moments, now - JUDGED_AFTER).quickFor(QUICK_SECONDS)) {
                return;
            }
        }
    }

    private static void awaitEnds(Ledger ledger) throws InterruptedException {
        long end = System.nanoTime() + ENDS_WITHIN.toNanos();
        while (ledger.unsettled() > 0 && System.nanoTime() < end) {
            Thread.sleep(POLL);
        }
        ledger.closeBooks();
    }

    private DrillResult judge(Site site, Recovery recovery, Duration stoodStill)
            throws InterruptedException {
        Ledger ledger = site.ledger();
        progress.accept("reading the log");
        LogOrder log = LogOrder.read(LogCluster.of(site.cluster().engines().addresses().kafka()));
        new Order(ledger, log).check();
        progress.accept("reading the history");
        new HistoryCheck(site, log).check();
        progress.accept("auditing");
        AuditNumbers audit = AuditNumbers.of(site.cluster());
        Tally tally = Tally.of(ledger);
        Planted planted = drill.fault().planted();
        Speed speed =
                new Speed(
                        recovery.time().orElse(null),
                        recovery.slowSeconds(),
                        recovery.before(),
                        recovery.worst(),
                        stoodStill);
        DrillResult found =
                new DrillResult(
                        drill,
                        tally,
                        Arrays.stream(Refusal.values())
                                .collect(Collectors.toMap(refusal -> refusal, ledger::refusals)),
                        new Repeats(ledger.repeats(), ledger.repeatedFrames()),
                        speed,
                        audit,
                        ledger.violations());
        return new Judgement(found, planted).complete();
    }
}
