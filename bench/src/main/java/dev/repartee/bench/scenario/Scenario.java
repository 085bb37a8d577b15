package dev.repartee.bench.scenario;

import dev.repartee.bench.load.LoadPlan.DoorKind;
import dev.repartee.bench.load.LoadPlan.StreamPlan;
import dev.repartee.bench.load.TextKind;
import java.util.List;
import java.util.Locale;

/** What can be measured. Rates are shared out over the streams. */
public enum Scenario {
    OBSERVE(
            "messages come in by HTTP, are analysed by an NLP API that takes 200 ms, and stored;"
                    + " end to end is from when a message was due to the commit of its row",
            DoorKind.HTTP,
            2_000) {
        @Override
        List<StreamPlan> streams(double rate, Span span) {
            return List.of(
                    StreamPlan.of("observe", TextKind.UNIQUE, Assistants.MODEL, "observe", rate));
        }
    },
    REPLY(
            "messages come in by WebSocket, a model that takes 200 ms streams its reply, which is"
                    + " delivered, acknowledged and stored; end to end is from when a message was"
                    + " due to its whole reply at the client",
            DoorKind.SOCKET,
            1_000) {
        @Override
        List<StreamPlan> streams(double rate, Span span) {
            return List.of(
                    StreamPlan.of("reply", TextKind.UNIQUE, Assistants.MODEL, "reply", rate));
        }
    },
    CACHED("replies come from the cache", DoorKind.SOCKET, 2_000) {
        @Override
        List<StreamPlan> streams(double rate, Span span) {
            return List.of(
                    StreamPlan.of("cached", TextKind.REPEATED, Assistants.CACHED, "reply", rate));
        }
    },
    RULES("replies come from rules", DoorKind.SOCKET, 2_000) {
        @Override
        List<StreamPlan> streams(double rate, Span span) {
            return List.of(
                    StreamPlan.of("rules", TextKind.GREETING, Assistants.RULES, "reply", rate));
        }
    },
    KNOWLEDGE("replies are taken from documents, no two questions alike", DoorKind.SOCKET, 1_000) {
        @Override
        List<StreamPlan> streams(double rate, Span span) {
            return List.of(
                    StreamPlan.of(
                            "knowledge", TextKind.QUESTION, Assistants.KNOWLEDGE, "reply", rate));
        }
    },
    MIXED("a blend: 30 % model, 25 % rules, 25 % cache, 20 % documents", DoorKind.SOCKET, 1_500) {
        @Override
        List<StreamPlan> streams(double rate, Span span) {
            return List.of(
                    StreamPlan.of("model", TextKind.UNIQUE, Assistants.MODEL, "reply", 0.30 * rate),
                    StreamPlan.of(
                            "rules", TextKind.GREETING, Assistants.RULES, "reply", 0.25 * rate),
                    StreamPlan.of(
                            "cached", TextKind.REPEATED, Assistants.CACHED, "reply", 0.25 * rate),
                    StreamPlan.of(
                            "knowledge",
                            TextKind.QUESTION,
                            Assistants.KNOWLEDGE,
                            "reply",
                            0.20 * rate));
        }
    },
    CONNECTIONS(
            "50,000 WebSockets over three gateways, each of them used; replies come from rules",
            DoorKind.SOCKET,
            2_000) {
        @Override
        List<StreamPlan> streams(double rate, Span span) {
            return List.of(
                    StreamPlan.of("rules", TextKind.GREETING, Assistants.RULES, "reply", rate));
        }
    },
    OVERLOAD(
            "as reply; the middle third of the time brings twice as much, which has to be beyond"
                    + " what the machine can do",
            DoorKind.SOCKET,
            2_500) {
        @Override
        List<StreamPlan> streams(double rate, Span span) {
            StreamPlan steady =
                    StreamPlan.of("reply", TextKind.UNIQUE, Assistants.MODEL, "reply", rate);
            int third = span.seconds() / 3;
            return List.of(steady, named(steady, "more").during(span.warmup() + third, third));
        }
    },
    HOT_USER(
            "as reply; in the second half one user sends fifty messages a second more",
            DoorKind.SOCKET,
            1_000) {
        @Override
        List<StreamPlan> streams(double rate, Span span) {
            return halves(
                    rate,
                    span,
                    StreamPlan.of("hot", TextKind.UNIQUE, Assistants.CACHED, "reply", HOT_RATE)
                            .by(0));
        }
    },
    SLOW_MODEL(
            "as reply; in the second half the model takes ten seconds over a tenth of the messages,"
                    + " which come on top",
            DoorKind.SOCKET,
            1_000) {
        @Override
        List<StreamPlan> streams(double rate, Span span) {
            return halves(
                    rate,
                    span,
                    StreamPlan.of("slow", TextKind.SLOW, Assistants.CACHED, "reply", rate / 9));
        }
    },
    CAPACITY(
            "as reply, at six rising rates one after the other, the last of which is the one asked"
                    + " for: how high it goes with P99 within 400 ms",
            DoorKind.SOCKET,
            600) {
        @Override
        List<StreamPlan> streams(double rate, Span span) {
            return Climb.streams(rate, span);
        }
    },
    REPLAY_BACKLOG(
            "gateways accept observed messages while all stages stand still; then the stages go on"
                    + " and work them off, without any model; end to end is acceptance",
            DoorKind.HTTP,
            2_000) {
        @Override
        List<StreamPlan> streams(double rate, Span span) {
            return List.of(
                    StreamPlan.of("observe", TextKind.UNIQUE, Assistants.MODEL, "observe", rate));
        }
    };

    /** The stream of the others while nothing disturbs them. */
    static final String BEFORE = "before";

    /** The same while something does. */
    static final String MEANWHILE = "meanwhile";

    private static final double HOT_RATE = 50;
    private static final double OVERLOAD_SECONDS = 1.2;

    private final String purpose;
    private final DoorKind door;
    private final double rate;

    Scenario(String purpose, DoorKind door, double rate) {
        this.purpose = purpose;
        this.door = door;
        this.rate = rate;
    }

    /** Its name on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One sentence. */
    public String purpose() {
        return purpose;
    }

    /** How messages go in. */
    DoorKind door() {
        return door;
    }

    /** Whether messages are analysed by the NLP API, instead of in the process. */
    boolean asksAnalyser() {
        return this == OBSERVE;
    }

    /**
     * Messages that may be unfinished: nothing but overload is measured by what is refused. There
     * it is what an operator would set who wants replies within a second or so: as many as come in
     * a little more than that while the load is what the machine can do.
     */
    int bound(double rate) {
        return switch (this) {
            case OVERLOAD -> Math.max(100, (int) (rate * OVERLOAD_SECONDS));
            case REPLAY_BACKLOG -> Integer.MAX_VALUE / 2;
            case OBSERVE,
                    REPLY,
                    CACHED,
                    RULES,
                    KNOWLEDGE,
                    MIXED,
                    CONNECTIONS,
                    HOT_USER,
                    SLOW_MODEL,
                    CAPACITY ->
                    10_000;
        };
    }

    /** How long accepted messages may wait for a stage before fewer are let in. */
    String turn() {
        return switch (this) {
            case OVERLOAD -> "300ms";
            case REPLAY_BACKLOG -> "1h";
            case OBSERVE,
                    REPLY,
                    CACHED,
                    RULES,
                    KNOWLEDGE,
                    MIXED,
                    CONNECTIONS,
                    HOT_USER,
                    SLOW_MODEL,
                    CAPACITY ->
                    "2s";
        };
    }

    /** Messages a second unless said otherwise: what the small machines of CI sustain. */
    double rate() {
        return rate;
    }

    /** The others alone, then the same beside something that must not hold them up. */
    private static List<StreamPlan> halves(double rate, Span span, StreamPlan disturbance) {
        StreamPlan others = StreamPlan.of(BEFORE, TextKind.UNIQUE, Assistants.MODEL, "reply", rate);
        int half = span.seconds() / 2;
        return List.of(
                others.during(0, span.warmup() + half),
                named(others, MEANWHILE).during(span.warmup() + half, half),
                disturbance.during(span.warmup() + half, half));
    }

    private static StreamPlan named(StreamPlan plan, String name) {
        return new StreamPlan(
                name,
                plan.text(),
                plan.assistant(),
                plan.mode(),
                plan.rate(),
                plan.soleUser(),
                plan.from(),
                plan.seconds());
    }

    /**
     * How long the load lasts.
     *
     * @param warmup seconds that are not measured
     * @param seconds that are
     */
    record Span(int warmup, int seconds) {}

    /** What is sent at a total rate. */
    abstract List<StreamPlan> streams(double rate, Span span);
}
