package dev.repartee.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts components in order and stops them in reverse.
 *
 * <p>The first failure aborts the start and stops what had started. A stop during the start
 * interrupts it. Each component has a limit of its own, and the whole stop has one too: what
 * exceeds it is left behind with a warning, since the process is about to end. Stopping again waits
 * for the first stop and does nothing more.
 */
public final class Lifecycle implements AutoCloseable {
    public static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);

    private final List<Component> components;
    private final Duration stopLimit;

    // Held for the whole of a start and of a stop; the two fields below it belong to it.
    private final ReentrantLock running = new ReentrantLock();
    private final Deque<Component> started = new ArrayDeque<>();
    private boolean stopped;

    // Written by the starting thread, read by the stopping one, each after setting the other's
    // field.
    private volatile @Nullable FutureTask<Void> starting;
    private volatile boolean stopWanted;

    public Lifecycle(List<Component> components, Duration stopLimit) {
        this.components = List.copyOf(components);
        this.stopLimit = stopLimit;
    }

    /**
     * @throws StartupException as thrown by a component, or naming the component that failed
     */
    public void start() {
        running.lock();
        try {
            for (Component component : components) {
                if (stopWanted) {
                    throw new StartupException(ExitCode.FAILURE, "Stopped while starting.");
                }
                start(component);
                started.push(component);
            }
        } catch (StartupException failure) {
            stop();
            throw failure;
        } finally {
            running.unlock();
        }
    }

    public void stop() {
        stopWanted = true;
        FutureTask<Void> underWay = starting;
        if (underWay != null && !running.isHeldByCurrentThread()) {
            underWay.cancel(true);
        }
        running.lock();
        try {
            if (!stopped) {
                stopped = true;
                stopStarted();
            }
        } finally {
            running.unlock();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void start(Component component) {
        FutureTask<Void> task = task(component::start);
        starting = task;
        if (stopWanted) {
            task.cancel(true);
        }
        Thread.ofVirtual().name("start-" + component.name()).start(task);
        try {
            task.get(component.startLimit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            halfStarted(component);
            throw failure.getCause() instanceof StartupException known
                    ? known
                    : new StartupException(
                            ExitCode.FAILURE,
                            "Can't start " + component.name() + ": " + failure.getCause(),
                            failure.getCause());
        } catch (TimeoutException slow) {
            halfStarted(component);
            throw new StartupException(
                    ExitCode.FAILURE,
                    "Can't start "
                            + component.name()
                            + " within "
                            + component.startLimit().toSeconds()
                            + " s.",
                    slow);
        } catch (CancellationException stoppedMeanwhile) {
            halfStarted(component);
            throw new StartupException(
                    ExitCode.FAILURE, "Stopped while starting.", stoppedMeanwhile);
        } catch (InterruptedException interrupted) {
            halfStarted(component);
            Thread.currentThread().interrupt();
            throw new StartupException(
                    ExitCode.FAILURE, "Interrupted while starting.", interrupted);
        } finally {
            task.cancel(true);
            starting = null;
        }
    }

    /** A component that failed half-way may hold something, so it is stopped with the others. */
    private void halfStarted(Component component) {
        started.push(component);
    }

    /**
     * Half of the time is shared out evenly beforehand, so that one slow component leaves some to
     * those after it.
     */
    private void stopStarted() {
        long deadline = System.nanoTime() + stopLimit.toNanos();
        long reserved = stopLimit.toNanos() / (2L * Math.max(1, started.size()));
        while (!started.isEmpty()) {
            Component component = started.pop();
            long free = deadline - System.nanoTime() - reserved * started.size();
            long left = Math.max(reserved, Math.min(component.stopLimit().toNanos(), free));
            FutureTask<Void> task = task(component::stop);
            Thread.ofVirtual().name("stop-" + component.name()).start(task);
            try {
                task.get(left, TimeUnit.NANOSECONDS);
            } catch (ExecutionException failure) {
                log.atWarn()
                        .addKeyValue("component", component.name())
                        .setCause(failure.getCause())
                        .log("Stop failed");
            } catch (TimeoutException slow) {
                task.cancel(true);
                log.atWarn().addKeyValue("component", component.name()).log("Stop took too long");
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                log.atWarn().addKeyValue("component", component.name()).log("Stop interrupted");
            }
        }
    }

    private static FutureTask<Void> task(Action action) {
        return new FutureTask<>(
                () -> {
                    action.run();
                    return null;
                });
    }

    /** Something that runs for as long as the process does. */
    public interface Component {
        String name();

        /**
         * Called at most once, on a thread of its own; interrupted when it takes too long or a stop
         * comes first.
         */
        void start() throws Exception;

        /** Called at most once, after a start that succeeded or failed half-way. */
        void stop() throws Exception;

        default Duration startLimit() {
            return Duration.ofMinutes(2);
        }

        default Duration stopLimit() {
            return STOP_LIMIT;
        }

        static Component of(String name, Action start, Action stop) {
            return of(name, start, stop, STOP_LIMIT);
        }

        /**
         * @param stopLimit the most time that stopping may take
         */
        static Component of(String name, Action start, Action stop, Duration stopLimit) {
            return new Component() {
                @Override
                public String name() {
                    return name;
                }

                @Override
                public void start() throws Exception {
                    start.run();
                }

                @Override
                public void stop() throws Exception {
                    stop.run();
                }

                @Override
                public Duration stopLimit() {
                    return stopLimit;
                }
            };
        }
    }

    /** A step that may fail. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }
}
