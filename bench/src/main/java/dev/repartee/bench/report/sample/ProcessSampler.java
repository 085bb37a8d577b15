package dev.repartee.bench.report.sample;

import dev.repartee.bench.report.ProcessKind;
import dev.repartee.bench.report.ProcessUse;
import dev.repartee.bench.report.sample.ProcessFiles.MachineTime;
import dev.repartee.bench.report.sample.ProcessFiles.Stat;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Samples what named processes use, from outside and every half second, which costs them nothing.
 *
 * <p>A name outlives its process: when a role is restarted, watch the new process under the old
 * name and its CPU is added. A process that vanishes keeps what it had used; at most the part since
 * the last sample is missing. Kept are the last {@value #KEPT_TICKS} samples, which is seven hours.
 *
 * <p>All methods may be called from any thread.
 */
public final class ProcessSampler implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final int KEPT_TICKS = 50_000;

    private final ProcessFiles files;
    private final Clock clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, Watched> watched = new LinkedHashMap<>();
    private final Deque<Tick> ticks = new ArrayDeque<>();

    ProcessSampler(Path proc, Clock clock) {
        this.files = new ProcessFiles(proc);
        this.clock = clock;
        if (!files.present()) {
            throw new IllegalStateException(
                    "CPU and memory are read from " + proc + ", which only Linux has");
        }
    }

    /** Begins to sample this machine's processes. */
    public static ProcessSampler start(Clock clock) {
        ProcessSampler sampler = new ProcessSampler(Path.of("/proc"), clock);
        Thread.ofPlatform().daemon().name("process-sampler").start(sampler::run);
        return sampler;
    }

    /**
     * Watches one process without its children.
     *
     * @throws IllegalArgumentException when there is no such process
     */
    public void watch(String name, ProcessKind kind, long pid) {
        watch(name, kind, pid, false);
    }

    /**
     * Watches a process with all that descend from it, such as PostgreSQL with its backends, except
     * those that are watched under a name of their own.
     *
     * @throws IllegalArgumentException when there is no such process
     */
    public void watchWithChildren(String name, ProcessKind kind, long pid) {
        watch(name, kind, pid, true);
    }

    /** Stops to watch; earlier samples stay. */
    public synchronized void forget(String name) {
        watched.remove(name);
    }

    /** Takes a sample now, which is where a window begins or ends. */
    public synchronized Tick tick() {
        Map<Long, List<Stat>> families =
                watched.values().stream().anyMatch(Watched::withChildren)
                        ? files.all().stream().collect(Collectors.groupingBy(Stat::parent))
                        : Map.of();
        Map<String, ProcessSample> samples = new LinkedHashMap<>();
        watched.forEach(
                (name, each) -> samples.put(name, each.sample(files, members(each, families))));
        MachineTime machine = files.machine().orElseGet(() -> new MachineTime(0, 0));
        Tick tick =
                new Tick(
                        clock.instant(),
                        machine.busy() * ProcessFiles.MICROS_PER_TICK,
                        machine.total() * ProcessFiles.MICROS_PER_TICK,
                        samples);
        ticks.addLast(tick);
        if (ticks.size() > KEPT_TICKS) {
            ticks.removeFirst();
        }
        return tick;
    }

    /** All kept samples, oldest first. */
    public synchronized List<Tick> ticks() {
        return List.copyOf(ticks);
    }

    /**
     * What every process used between two samples. Its pauses have to be added.
     *
     * @param messages how many finished in between; 0 leaves the cost per message unknown
     */
    public List<ProcessUse> use(Tick from, Tick to, long messages) {
        return WindowUse.between(ticks(), from, to, messages);
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private synchronized void watch(String name, ProcessKind kind, long pid, boolean children) {
        Stat process =
                files.stat(pid)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                name + " has no process " + pid));
        Watched known = watched.get(name);
        if (known == null) {
            watched.put(name, new Watched(kind, children, process));
        } else {
            known.sample(files, members(known, Map.of()));
            known.follow(process);
        }
    }

    /** The process itself and, when asked for, its descendants. */
    private List<Stat> members(Watched each, Map<Long, List<Stat>> families) {
        List<Stat> members = new ArrayList<>();
        each.root(files).ifPresent(members::add);
        if (each.withChildren()) {
            Set<Long> others = new HashSet<>();
            watched.values().forEach(other -> others.add(other.pid()));
            for (int index = 0; index < members.size(); index++) {
                for (Stat child : families.getOrDefault(members.get(index).pid(), List.of())) {
                    if (!others.contains(child.pid())) {
                        members.add(child);
                    }
                }
            }
        }
        return members;
    }

    private void run() {
        try {
            do {
                tick();
            } while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
