package dev.repartee.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock for tests: it moves when told, and not by itself. */
public final class MovableClock extends Clock {

    /** Written by the test, read by whatever it tests. */
    private volatile Instant now;

    public MovableClock() {
        this(Instant.parse("2026-05-01T10:00:00Z"));
    }

    public MovableClock(Instant start) {
        this.now = start;
    }

    /** Lets time pass. Not to be called by several threads at once. */
    public void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
