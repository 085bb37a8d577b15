package dev.repartee.bench.report.sample;

import dev.repartee.bench.report.ProcessKind;
import dev.repartee.bench.report.sample.ProcessFiles.Stat;
import dev.repartee.bench.report.sample.ProcessFiles.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One name whose CPU is added up across restarts. Only {@link ProcessSampler} uses it, under its
 * lock.
 */
final class Watched {
    private final ProcessKind kind;
    private final boolean withChildren;
    private long pid;
    private long started;
    private long lastTicks;
    private long cpuMicros;

    Watched(ProcessKind kind, boolean withChildren, Stat process) {
        this.kind = kind;
        this.withChildren = withChildren;
        follow(process);
    }

    boolean withChildren() {
        return withChildren;
    }

    long pid() {
        return pid;
    }

    /** Goes on with another process under the same name; what it used before is not counted. */
    void follow(Stat process) {
        pid = process.pid();
        started = process.started();
        lastTicks = withChildren ? process.own() + process.reaped() : process.own();
    }

    /** Adds what the living members used since the last time. */
    ProcessSample sample(ProcessFiles files, List<Stat> members) {
        long ticks = 0;
        for (Stat member : members) {
            ticks += withChildren ? member.own() + member.reaped() : member.own();
        }
        cpuMicros += Math.max(0, ticks - lastTicks) * ProcessFiles.MICROS_PER_TICK;
        lastTicks = ticks;
        List<Status> statuses = new ArrayList<>();
        int openFiles = 0;
        for (Stat member : members) {
            files.status(member.pid()).ifPresent(statuses::add);
            openFiles += files.openFiles(member.pid());
        }
        long resident = resident(statuses);
        return new ProcessSample(
                kind,
                cpuMicros,
                resident,
                statuses.size() == 1 ? statuses.getFirst().highest() : resident,
                openFiles,
                statuses.stream().mapToInt(Status::threads).sum(),
                members.size());
    }

    /** The watched process itself, unless it ended and another one got its id. */
    Optional<Stat> root(ProcessFiles files) {
        return files.stat(pid).filter(found -> found.started() == started);
    }

    /** Shared and mapped memory is the same in every member, so the largest stands for all. */
    private static long resident(List<Status> statuses) {
        if (statuses.size() == 1) {
            return statuses.getFirst().resident();
        }
        return statuses.stream().mapToLong(Status::anonymous).sum()
                + statuses.stream().mapToLong(Status::mapped).max().orElse(0)
                + statuses.stream().mapToLong(Status::shared).max().orElse(0);
    }
}
