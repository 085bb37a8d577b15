package dev.repartee.runtime;

import dev.repartee.contract.ReparteeException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Does something over and over, on a virtual thread of its own, with a pause after each turn.
 *
 * <p>Turns never overlap. One that fails is logged and the next one comes. The thread ends with
 * {@link #close}, or when somebody interrupts it. Thread-safe; a turn may call {@link #wake}, and
 * must not close.
 */
public final class Periodic implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Periodic.class);

    /** How long {@link #close()} waits. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** What is tried again within that is no news when something else is missing. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private final String name;
    private final First first;
    private final Duration every;
    private final Duration afterFailure;
    private final Runnable turn;
    private final Pause pause;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;

    /** Written by whoever closes, read by the thread. */
    private volatile boolean closing;

    /** When the first turn comes; what waits for it has one turn more at the end. */
    private enum First {
        AT_ONCE,
        AFTER_A_PAUSE
    }

    /** How the thread waits between turns. */
    @FunctionalInterface
    interface Pause {

        /** Returns when the time is over, or as soon as there is a permit. */
        void rest(Semaphore wake, Duration most) throws InterruptedException;
    }

    private Periodic(
            String name,
            First first,
            Duration every,
            Duration afterFailure,
            Runnable turn,
            Pause pause) {
        this.name = name;
        this.first = first;
        this.every = every;
        this.afterFailure = afterFailure;
        this.turn = turn;
        this.pause = pause;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /** With a turn at once and none at the end: for what looks after something. */
    public static Periodic fromStart(String name, Duration every, Runnable turn) {
        return fromStart(name, every, every, turn);
    }

    /**
     * The same, with another pause after a turn that failed.
     *
     * @param name of the thread, and in logs
     * @param every from the end of a turn to the next one
     * @param afterFailure from a failure to the next turn
     */
    public static Periodic fromStart(
            String name, Duration every, Duration afterFailure, Runnable turn) {
        return fromStart(name, every, afterFailure, turn, Periodic::rest);
    }

    static Periodic fromStart(
            String name, Duration every, Duration afterFailure, Runnable turn, Pause pause) {
        return new Periodic(name, First.AT_ONCE, every, afterFailure, turn, pause);
    }

    /**
     * With the first turn after a pause and a last one at the end: for what writes down what was
     * gathered meanwhile.
     */
    public static Periodic toEnd(String name, Duration every, Runnable turn) {
        return toEnd(name, every, turn, Periodic::rest);
    }

    static Periodic toEnd(String name, Duration every, Runnable turn, Pause pause) {
        return new Periodic(name, First.AFTER_A_PAUSE, every, every, turn, pause);
    }

    /** Begins; returns at once. At most once. */
    public void start() {
        thread.start();
    }

    /** Ends the pause, or lets none follow the turn that is under way. */
    public void wake() {
        wake.release();
    }

    /** Ends; waits five seconds at most. */
    @Override
    public void close() {
        close(LIMIT);
    }

    /**
     * Ends: the turn that is under way is finished, and the last one done if there is to be one.
     * What takes longer than the limit is interrupted. Does nothing to what was never started.
     */
    public void close(Duration limit) {
        closing = true;
        wake.release();
        try {
            if (thread.isAlive() && !thread.join(limit)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            Duration rest = first == First.AT_ONCE ? Duration.ZERO : every;
            boolean more;
            do {
                pause.rest(wake, rest);
                wake.drainPermits();
                more = !closing;
                if (more || first == First.AFTER_A_PAUSE) {
                    rest = succeeds() ? every : afterFailure;
                }
            } while (more);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean succeeds() {
        try {
            turn.run();
            return true;
        } catch (ReparteeException e) {
            failed(afterFailure.compareTo(SOON) <= 0 ? Level.DEBUG : Level.WARN, e);
        } catch (RuntimeException e) {
            failed(Level.ERROR, e);
        }
        return false;
    }

    private void failed(Level level, RuntimeException e) {
        LOG.atLevel(level)
                .addKeyValue("component", name)
                .setCause(e)
                .log("a turn failed; it will be tried again");
    }

    private static void rest(Semaphore wake, Duration most) throws InterruptedException {
        wake.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS);
    }
}
