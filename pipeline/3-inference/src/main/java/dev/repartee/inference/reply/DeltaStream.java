package dev.repartee.inference.reply;

import dev.repartee.inference.model.TokenListener;
import dev.repartee.language.safety.Release;
import dev.repartee.language.safety.SafetyVerdict;
import dev.repartee.language.safety.StreamingSafety;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A reply in the making: passes safety piece by piece and goes out in deltas, about one every 100
 * ms. What has gone out is the beginning of the final text, unless the reply is blocked in the
 * middle. For one thread.
 */
public final class DeltaStream implements TokenListener {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Takes what goes out; must not block. */
    @FunctionalInterface
    public interface Outlet {

        /** Nobody listens. */
        Outlet NOBODY = (sequence, offset, text) -> {};

        void delta(int sequence, int offset, String text);
    }

    private StreamingSafety safety;
    private final Outlet outlet;
    private final LongSupplier nanoTime;
    private final StringBuilder waiting = new StringBuilder();
    private boolean begun;
    private boolean withheld;
    private int sequence;
    private int offset;
    private long lastFlush;
    private SafetyVerdict.@Nullable Blocked blocked;

    /**
     * @param nanoTime as {@link System#nanoTime}
     */
    public DeltaStream(StreamingSafety safety, Outlet outlet, LongSupplier nanoTime) {
        this.safety = safety;
        this.outlet = outlet;
        this.nanoTime = nanoTime;
        this.lastFlush = nanoTime.getAsLong() - PAUSE_NANOS;
    }

    /**
     * Lets the reply pass another safety than the one it was made with; before the first token.
     *
     * @param whole whether nothing goes out before the reply was judged as a whole
     */
    void guard(StreamingSafety other, boolean whole) {
        if (begun) {
            throw new IllegalStateException("the reply has begun");
        }
        safety = other;
        withheld = whole;
    }

    @Override
    public void token(String piece) {
        String text = begun ? piece : piece.stripLeading();
        if (text.isEmpty() || blocked != null) {
            return;
        }
        begun = true;
        switch (safety.feed(text)) {
            case Release.Text(String released) -> waiting.append(released);
            case Release.Stopped(SafetyVerdict.Blocked verdict) -> {
                blocked = verdict;
                waiting.setLength(0);
            }
            case Release.Finished _ -> throw new IllegalStateException("the stream goes on");
        }
        idle();
    }

    @Override
    public void idle() {
        if (!withheld && !waiting.isEmpty() && nanoTime.getAsLong() - lastFlush >= PAUSE_NANOS) {
            flush();
        }
    }

    /** Has the last word about a whole reply. */
    @FunctionalInterface
    interface Judge {
        SafetyVerdict judged(SafetyVerdict verdict) throws InterruptedException;
    }

    /** Ends the reply: the rest goes out unless the judge blocks it. */
    SafetyVerdict finish(Judge judge) throws InterruptedException {
        Release.Finished end = safety.finish();
        waiting.append(end.text());
        SafetyVerdict verdict = judge.judged(end.verdict());
        if (verdict instanceof SafetyVerdict.Blocked) {
            waiting.setLength(0);
        }
        withheld = false;
        flush();
        return verdict;
    }

    /** Sends what waits, however short the pause was. */
    void flush() {
        if (!withheld && !waiting.isEmpty()) {
            String text = waiting.toString();
            waiting.setLength(0);
            lastFlush = nanoTime.getAsLong();
            outlet.delta(sequence++, offset, text);
            offset += text.length();
        }
    }
}
