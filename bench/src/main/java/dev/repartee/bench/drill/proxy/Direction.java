package dev.repartee.bench.drill.proxy;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The weather of one direction, shared by all connections of a proxy. */
final class Direction {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Written under the lock.
    private volatile Weather weather = new Weather.Fair();

    Weather weather() {
        return weather;
    }

    void become(Weather other) {
        lock.lock();
        try {
            weather = other;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits while nothing passes, and until what was read at that time may pass. */
    void awaitPassage(long readAt) throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                switch (weather) {
                    case Weather.Fair() -> {
                        return;
                    }
                    case Weather.Cut() -> {
                        return;
                    }
                    case Weather.Blackhole() -> changed.await();
                    case Weather.Slow(var delay) -> {
                        long left = readAt + delay.toNanos() - System.nanoTime();
                        if (left <= 0) {
                            return;
                        }
                        changed.awaitNanos(left);
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
