package dev.repartee.embedded;

import dev.repartee.embedded.process.GuardedProcess;
import dev.repartee.embedded.process.LogTail;
import dev.repartee.embedded.process.RunRecord;
import dev.repartee.embedded.process.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine's life: launch, wait until it serves, clear away what a crash left, revive it when it
 * dies unasked.
 */
final class SupervisedEngine implements Engine {
    private static final Logger log = LoggerFactory.getLogger(SupervisedEngine.class);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(15);
    private static final int LAUNCHES = 3;

    private final EngineDefinition definition;
    private final Path logFile;
    private final RunRecord record;
    private final boolean revive;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // All belong to the lock. Wanted says whether an end of the process is a failure; launching,
    // that a thread waits
    // for the process to serve, for which it lets go of the lock.
    private @Nullable GuardedProcess process;
    private boolean wanted;
    private boolean launching;

    SupervisedEngine(EngineDefinition definition, DataFolder folder, boolean revive) {
        this.definition = definition;
        this.logFile = folder.log(definition.name());
        this.record = new RunRecord(folder.engine(definition.name()).resolve("run"));
        this.revive = revive;
    }

    @Override
    public String name() {
        return definition.name();
    }

    @Override
    public String address() {
        return definition.address();
    }

    @Override
    public boolean isRunning() {
        lock.lock();
        try {
            return isServing();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<ProcessHandle> process() {
        lock.lock();
        try {
            return process == null ? Optional.empty() : Optional.of(process.engine());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start() {
        lock.lock();
        try {
            wanted = true;
            while (launching) {
                changed.awaitUninterruptibly();
            }
            if (!isServing()) {
                launchPatiently();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stop() {
        end(GuardedProcess::stop);
    }

    @Override
    public void kill() {
        end(GuardedProcess::kill);
    }

    @Override
    public void pause() {
        signal("STOP");
    }

    @Override
    public void resume() {
        signal("CONT");
    }

    private boolean isServing() {
        return !launching && process != null && process.isAlive();
    }

    private void end(Consumer<GuardedProcess> how) {
        lock.lock();
        try {
            wanted = false;
            changed.signalAll();
            if (process != null) {
                how.accept(process);
                process = null;
                record.clear();
            }
        } catch (IOException failure) {
            throw new EngineException(
                    "Can't clear the run record of " + name() + " (" + failure + ")", failure);
        } finally {
            lock.unlock();
        }
    }

    private void signal(String signal) {
        lock.lock();
        try {
            if (process != null) {
                process.signal(signal);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * A port still held or shared memory not yet freed by a predecessor clears up within moments.
     */
    private void launchPatiently() {
        for (int attempt = 1; ; attempt++) {
            try {
                launch();
                return;
            } catch (EngineException failure) {
                if (!wanted || attempt == LAUNCHES) {
                    wanted = false;
                    throw failure;
                }
                log.atDebug()
                        .addKeyValue("engine", name())
                        .addKeyValue("attempt", attempt)
                        .log("Engine start failed");
                sleep(FIRST_BACKOFF);
            }
        }
    }

    private void launch() {
        long begun = System.nanoTime();
        launching = true;
        try {
            endLeftOver();
            definition.prepare();
            GuardedProcess launched = GuardedProcess.start(definition.launch(), logFile);
            process = launched;
            record.write(launched.engine());
            awaitService(launched);
            Thread.ofVirtual().name("watch-" + name()).start(() -> watch(launched));
        } catch (IOException failure) {
            abandon();
            throw new EngineException(
                    "Can't start " + name() + ": " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            abandon();
            Thread.currentThread().interrupt();
            throw new EngineException("Interrupted while starting " + name(), interrupted);
        } finally {
            launching = false;
            changed.signalAll();
        }
        log.atDebug()
                .addKeyValue("engine", name())
                .addKeyValue("millis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun))
                .log("Engine serves");
    }

    private void awaitService(GuardedProcess launched) {
        long deadline = System.nanoTime() + definition.startLimit().toNanos();
        while (!serves()) {
            if (!launched.isAlive()) {
                process = null;
                throw new EngineException(
                        "Can't start " + name() + ": it ended at once. " + LogTail.of(logFile));
            }
            if (System.nanoTime() - deadline > 0) {
                abandon();
                throw new EngineException(
                        "Can't start "
                                + name()
                                + ": it does not answer after "
                                + definition.startLimit().toSeconds()
                                + " s. "
                                + LogTail.of(logFile));
            }
            sleep(POLL);
        }
    }

    private boolean serves() {
        try {
            return definition.serves();
        } catch (Exception notYet) {
            log.atTrace()
                    .addKeyValue("engine", name())
                    .setCause(notYet)
                    .log("Engine does not serve yet");
            return false;
        }
    }

    private void abandon() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    private void endLeftOver() throws IOException, InterruptedException {
        ProcessHandle leftOver = record.leftOver().orElse(null);
        if (leftOver == null) {
            return;
        }
        log.atWarn()
                .addKeyValue("engine", name())
                .addKeyValue("pid", leftOver.pid())
                .log("Ending a left-over engine");
        GuardedProcess.Launch launch = definition.launch();
        Signal.send("CONT", leftOver.pid());
        Signal.send(launch.stopSignal(), leftOver.pid());
        long deadline = System.nanoTime() + launch.grace().toNanos();
        while (leftOver.isAlive() && System.nanoTime() - deadline < 0) {
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        }
        Signal.killTree(leftOver);
    }

    private void watch(GuardedProcess watched) {
        int status = watched.onExit().join();
        lock.lock();
        try {
            if (process != watched || !wanted) {
                return;
            }
            process = null;
            log.atError()
                    .addKeyValue("engine", name())
                    .addKeyValue("status", status)
                    .addKeyValue("log", logFile)
                    .log("Engine ended unexpectedly");
            if (revive) {
                reviveWithBackoff();
            }
        } finally {
            lock.unlock();
        }
    }

    private void reviveWithBackoff() {
        Duration backoff = FIRST_BACKOFF;
        while (wanted && process == null) {
            sleep(backoff);
            if (!wanted || process != null) {
                return;
            }
            try {
                launch();
                log.atInfo().addKeyValue("engine", name()).log("Engine revived");
            } catch (EngineException failure) {
                log.atError()
                        .addKeyValue("engine", name())
                        .setCause(failure)
                        .log("Engine can't be revived yet");
                backoff = backoff.multipliedBy(2);
                backoff = backoff.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : backoff;
            }
        }
    }

    /** Gives the lock away meanwhile, so that a stop need not wait for the backoff. */
    private void sleep(Duration duration) {
        try {
            if (changed.awaitNanos(duration.toNanos()) > 0) {
                log.atTrace().addKeyValue("engine", name()).log("Woken early");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EngineException("Interrupted while waiting to start " + name(), interrupted);
        }
    }
}
