package dev.repartee.bench.stub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** A call that is answered in the course of time, or never. Belongs to the event loop's thread. */
abstract sealed class Exchange extends Wheel.Timed {

    private static final int TRICKLE_MILLIS = 1_000;

    final Call call;
    private boolean over;

    /**
     * Who asked what.
     *
     * @param script how it is answered, even when the behaviour changes meanwhile
     */
    record Call(Answerer answerer, StubConnection connection, Question question, Script script) {}

    /** Lays out an answer that is written in one piece. */
    @FunctionalInterface
    interface Layout {
        ByteBuf write(ByteBufAllocator buffers, Question question);
    }

    private Exchange(Call call) {
        this.call = call;
    }

    /** Its client has left. */
    final void abandon() {
        over = true;
        call.answerer().tally().count(Tally.Event.ABANDONED);
    }

    @Override
    final void due() {
        if (!over) {
            proceed();
        }
    }

    /** Begins to wait for the first moment at which something is due. */
    abstract void begin();

    /** Writes what is due by now. */
    abstract void proceed();

    final void wakeAt(double millis) {
        call.answerer().wheel().wake(this, (long) millis);
    }

    final void write(ByteBuf bytes) {
        call.connection().write(bytes);
    }

    final ByteBufAllocator buffers() {
        return call.answerer().buffers();
    }

    final void answered() {
        over = true;
        call.answerer().tally().count(Tally.Event.ANSWERED);
        call.connection().finished();
    }

    /** Answered in one piece. */
    static final class Whole extends Exchange {
        private final Layout layout;
        private final double at;

        Whole(Call call, Layout layout, double at) {
            super(call);
            this.layout = layout;
            this.at = at;
        }

        @Override
        void begin() {
            wakeAt(at);
        }

        @Override
        void proceed() {
            write(layout.write(buffers(), call.question()));
            answered();
        }
    }

    /** Answered piece by piece. */
    static final class Streamed extends Exchange {
        private final double first;
        private final double step;
        private int written;

        /**
         * @param first when the first piece is due
         * @param step milliseconds between two
         */
        Streamed(Call call, double first, double step) {
            super(call);
            this.first = first;
            this.step = step;
        }

        @Override
        void begin() {
            wakeAt(first);
        }

        /** After a pause of this process several pieces may be due at once. */
        @Override
        void proceed() {
            long now = Wheel.now();
            int chunks = call.script().chunks();
            int to = written + 1;
            while (to < chunks && first + step * to <= now) {
                to++;
            }
            write(call.script().stream(buffers(), call.question(), written, to));
            written = to;
            if (written == chunks) {
                answered();
            } else {
                wakeAt(first + step * written);
            }
        }
    }

    /** Begun, and continued without end. */
    static final class Trickling extends Exchange {
        private int words;

        Trickling(Call call) {
            super(call);
        }

        @Override
        void begin() {
            wakeAt(Wheel.now());
        }

        @Override
        void proceed() {
            write(call.script().trickle(buffers(), call.question(), words));
            words++;
            wakeAt(Wheel.now() + TRICKLE_MILLIS);
        }
    }

    /** Taken, and never answered. */
    static final class Hanging extends Exchange {

        Hanging(Call call) {
            super(call);
        }

        @Override
        void begin() {}

        @Override
        void proceed() {
            throw new IllegalStateException("nothing is ever due");
        }
    }
}
