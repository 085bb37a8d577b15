package dev.repartee.bench.load;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * One stream's schedule and account: what was sent when, and what became of it.
 *
 * <p>A message's latency counts from when its {@link Schedule} wants it, so that a stall of the
 * system or of the generator shows. Used by one thread.
 */
final class MessageStream {
    private static final int EXAMPLES = 10;
    private static final long LONGEST_MICROS = 120_000_000;
    private static final int DIGITS = 3;
    private static final byte SENT = 1;
    private static final byte ACCEPTED = 2;
    private static final byte FINISHED = 4;
    private static final byte REFUSED = 8;
    private static final byte BEGUN = 16;

    private final LoadPlan.StreamPlan plan;
    private final String prefix;
    private final SplittableRandom random;
    private final Schedule schedule;
    private final byte[] states;
    private final int[] senders;
    private final int[] lastReply;
    private final Histogram accept = histogram();
    private final Histogram firstDelta = histogram();
    private final Histogram reply = histogram();
    private final Histogram refusal = histogram();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private int accepted;
    private int finished;
    private int open;
    private int failed;
    private int next;
    private int duplicated;
    private int repeated;
    private int outOfOrder;
    private int mismatched;

    MessageStream(LoadPlan.StreamPlan plan, int index, LoadPlan whole) {
        this.plan = plan;
        this.prefix = whole.run() + "-" + index + "-";
        this.random = new SplittableRandom(whole.seed() * 31 + index);
        this.schedule = new Schedule(plan, whole.warmupSeconds(), whole.seconds());
        int total = schedule.total();
        this.states = new byte[total];
        this.senders = new int[total];
        this.lastReply = new int[whole.population().users()];
        Arrays.fill(lastReply, -1);
    }

    LoadPlan.StreamPlan plan() {
        return plan;
    }

    /** The messages' ids begin with this; the rest is the number. */
    String prefix() {
        return prefix;
    }

    /** Whether a message is due, {@code elapsed} nanoseconds after the start. */
    boolean due(long elapsed) {
        return !exhausted() && dueAt(next) <= elapsed;
    }

    /** When a message is due, in nanoseconds after the start. */
    long dueAt(int number) {
        return schedule.dueAt(number);
    }

    boolean exhausted() {
        return next >= states.length;
    }

    /** Messages that were sent and have no end yet. */
    int open() {
        return open;
    }

    int finished() {
        return finished;
    }

    int acceptedCount() {
        return accepted;
    }

    int sent() {
        return next;
    }

    int refusedCount() {
        return refusals.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Takes the next message. */
    Outgoing take(Users users, long now) {
        int number = next++;
        int user = plan.soleUser() < 0 ? users.next(random, now) : plan.soleUser();
        states[number] = SENT;
        senders[number] = user;
        open++;
        String text = plan.text().text(number, random);
        return new Outgoing(this, number, user, text);
    }

    /**
     * The log has it.
     *
     * @return the latency in microseconds when this ends the message and is measured, else -1
     */
    long accepted(int number, long elapsed) {
        if (!first(number, ACCEPTED)) {
            return -1;
        }
        accepted++;
        long micros = record(accept, number, elapsed);
        if (plan.replies()) {
            return -1;
        }
        finished++;
        open--;
        return micros;
    }

    /** A piece of the reply came. */
    void delta(int number, long elapsed) {
        if (first(number, BEGUN)) {
            record(firstDelta, number, elapsed);
        }
    }

    /**
     * The reply, or word that there is none.
     *
     * @param again whether this very connection has shown it before
     * @return the latency in microseconds, or -1 when it is not measured
     */
    long finished(int number, long elapsed, boolean belongs, boolean again) {
        if (!first(number, FINISHED)) {
            if (again) {
                duplicated++;
            } else {
                repeated++;
            }
            return -1;
        }
        if (!belongs) {
            mismatched++;
        }
        finished++;
        open--;
        int user = senders[number];
        if (lastReply[user] > number) {
            outOfOrder++;
        }
        lastReply[user] = number;
        return record(reply, number, elapsed);
    }

    /** Refused, with the code that the refusal names. */
    void refused(int number, String code, long elapsed) {
        if (!first(number, REFUSED)) {
            return;
        }
        refusals.merge(code, 1, Integer::sum);
        record(refusal, number, elapsed);
        open--;
    }

    /** The connection broke before an answer: nobody knows. */
    void failed() {
        failed++;
        open--;
    }

    StreamResult result() {
        Map<String, Integer> codes = new LinkedHashMap<>(refusals);
        return new StreamResult(
                plan,
                prefix,
                schedule.firstMeasured(),
                next,
                accepted,
                finished,
                codes,
                failed,
                unanswered(),
                examples(),
                duplicated,
                repeated,
                outOfOrder,
                mismatched,
                Histograms.encode(accept),
                Histograms.encode(firstDelta),
                Histograms.encode(reply),
                Histograms.encode(refusal));
    }

    private int unanswered() {
        int count = 0;
        for (byte state : states) {
            count += unanswered(state) ? 1 : 0;
        }
        return count;
    }

    private List<String> examples() {
        return IntStream.range(0, states.length)
                .filter(number -> unanswered(states[number]))
                .limit(EXAMPLES)
                .mapToObj(number -> prefix + number)
                .toList();
    }

    private boolean unanswered(byte state) {
        return plan.replies() && (state & ACCEPTED) != 0 && (state & FINISHED) == 0;
    }

    private boolean first(int number, byte mark) {
        boolean is = (states[number] & mark) == 0;
        states[number] |= mark;
        return is;
    }

    private long record(Histogram histogram, int number, long elapsed) {
        long micros = Math.max(0, (elapsed - dueAt(number)) / 1_000);
        if (number < schedule.firstMeasured()) {
            return -1;
        }
        histogram.recordValue(Math.min(micros, LONGEST_MICROS));
        return micros;
    }

    private static Histogram histogram() {
        return new Histogram(LONGEST_MICROS, DIGITS);
    }

    /** A message on its way. */
    record Outgoing(MessageStream stream, int number, int user, String text) {}
}
