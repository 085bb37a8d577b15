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

    private final StreamingSafety safety;
    private final Outlet outlet;
    private final LongSupplier nanoTime;
    private final StringBuilder waiting = new StringBuilder();
    private boolean begun;
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
        if (!waiting.isEmpty() && nanoTime.getAsLong() - lastFlush >= PAUSE_NANOS) {
            flush();
        }
    }

    /** Ends the reply: the rest goes out. */
    SafetyVerdict finish() {
        Release.Finished end = safety.finish();
        waiting.append(end.text());
        if (end.verdict() instanceof SafetyVerdict.Blocked) {
            waiting.setLength(0);
        }
        flush();
        return end.verdict();
    }

    /** Sends what waits, however short the pause was. */
    void flush() {
        if (!waiting.isEmpty()) {
            String text = waiting.toString();
            waiting.setLength(0);
            lastFlush = nanoTime.getAsLong();
            outlet.delta(sequence++, offset, text);
            offset += text.length();
        }
    }
}
